//! The game that Shapley values divide: v(S) = link(mean over the background of the model on the row's features in S and the background's elsewhere).
