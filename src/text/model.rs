//! The model screen: settings, training, what is inside; the parameters of the methods and what computes them; and why a data
//! set or a model cannot be made.

crate::table::texts! {
    the_model = "The model";
    table_and_settings_are_kept = "The table and your settings are kept.";

    // The settings.
    model_choice = "Model";
    linear = "linear";
    network = "network";
    train = "Train";
    discard_changes = "Discard changes";
    see_the_marked_field = "A setting is out of range: see the field that is marked.";
    train_to_use_them = "These settings differ from the trained ones. Train to use them.";
    hidden_layers = "hidden layers";
    units_of_layer(n) = "units, layer {n}";
    add_a_layer = "Add a layer";
    remove_one = "Remove one";

    // Runs; `run` is a name or "run 2".
    runs = "Runs";
    runs_are_kept = "Training with different settings starts a new run. Earlier runs are kept.";
    look_at(run) = "Look at {run}";
    name_of(run) = "Name of {run}";
    remove(run) = "Remove {run}";
    differs_in(what, setting) = "{what}, different {setting}";

    activation = "activation";
    sigmoid = "sigmoid";
    optimiser = "optimiser";
    momentum = "momentum";
    epochs = "epochs";
    more_settings = "More settings";
    cross_entropy = "cross-entropy";
    squared_error = "squared error";
    batch_size = "batch size";
    on = "on";
    off = "off";
    patience_in_epochs = "patience, epochs";

    // Settings as undo and messages name them: "training with another number of epochs", "Number of epochs is 0".
    number_of_hidden_layers = "number of hidden layers";
    number_of_hidden_units = "number of hidden units";
    number_of_epochs = "number of epochs";
    patience = "patience";
    family_of_models = "family of models";

    // The run.
    training = "Training";
    training_is_at(how) = "Training: {how}";
    training_was_cancelled = "Training was cancelled. Train to start it again.";
    nothing_is_trained = "Nothing is trained yet.";
    pause = "Pause";
    resume = "Resume";
    go_back_to_the_trained_model = "Go back to the trained model";

    // What came of it; `what` is a phrase like "a linear regression".
    // `parameters` and `steps` are phrases like those below.
    learnt(what, parameters, time, steps) = "It is {what}: {parameters}, learnt in {time} and {steps}.";
    learnt_best(what, parameters, time, steps, best) = "It is {what}: {parameters}, learnt in {time} and {steps}; the weights after epoch {best} did best and are kept.";
    coefficients(n) = "{n} {n|coefficient|coefficients}";
    weights(n) = "{n} {n|weight|weights}";
    newton_steps(n) = "{n} Newton {n|step|steps}";
    epochs_trained(n) = "{n} {n|epoch|epochs}";

    // The learning curves.
    the_learning_curves = "the learning curves";
    learning_curves = "learning curves";
    loss_after_each(loss, step) = "{loss} after each {step}";
    squared_error_of_the_variance = "squared error, as a share of the variance";
    newton_step = "Newton step";

    // The inside.
    the_inside = "the inside";
    inside_of_the_model = "inside of the model";
    inside_the_model = "Inside the model";
    class_shown = "Class";
    fingerprint_of_the_weights(fingerprint) = "Fingerprint of the weights: {fingerprint}";
    coefficients_between(low, high) = "Coefficients of the scaled columns: how far one standard deviation (or one level) moves the decision, to the right and blue towards “{high}”, to the left and orange towards “{low}”.";
    coefficients_of_a_number = "Coefficients of the scaled columns: how far one standard deviation (or one level) moves the prediction.";
    coefficients_of_the_class = "Coefficients of the scaled columns: how far one standard deviation (or one level) moves the raw output for the class chosen here.";
    lines_are_weights(percent) = "Each line is a weight: blue raises the unit that it leads to, orange lowers it, and thicker is larger; those below {percent}\u{202f}% of the largest are not drawn.";
    output_is_log_odds(class) = "The output is the log-odds of “{class}”.";
    log_of(column) = "log of {column}";
    is_missing(column) = "{column} is missing";

    // The parameters of the methods.
    parameters = "Parameters of the methods";
    automatic = "automatic";
    at_most = "at most";
    coalitions = "coalitions";
    coalitions_at_most = "coalitions, at most";
    all_coalitions = "all, to 2²⁰";
    background_rows = "background rows";
    background_rows_at_most = "background rows, at most";
    features_kept = "features kept";
    features_kept_at_most = "features kept, at most";
    all = "all";
    perturbed_rows = "perturbed rows";
    features_at_most = "features, at most";
    numbers_become = "numbers become";
    quartiles = "quartiles";
    deciles = "deciles";
    themselves = "themselves";
    numbers_drawn_around = "numbers drawn around";
    the_mean = "the mean";
    the_row = "the row";
    features_chosen_by = "features chosen by";
    forward_selection = "forward selection";
    highest_weights = "highest weights";
    all_features = "all features";
    kernel_width = "kernel width";
    usual_width = "0.75√features";
    own = "own";
    own_width = "own width";

    // What computes.
    computed_by = "Computed by";
    what_computes = "What computes";
    the_quicker_one = "the quicker one";
    the_cpu = "the CPU";
    the_gpu = "the GPU";
    same_bits_everywhere = "The same bits in every browser.";
    asking_for_a_gpu = "Asking this browser for a GPU.";
    software_gpu = "software in place of a GPU";
    gpu_without_a_name = "this machine’s GPU";
    gpu_is_slower(name, times) = "WebGPU: {name}. The CPU is {times}× as fast on this model.";
    gpu_is_quicker(name, times) = "WebGPU: {name}, {times}× the CPU on this model.";
    gpu_has_no_network(name) = "WebGPU: {name}. It takes networks; this model is the CPU’s.";
    cpu_computes_because(reason) = "The CPU computes: {reason}.";
    about(time) = "about {time}";
    coalitions_take(n, time) = "{n} coalitions: {time}.";
    all_coalitions_take(n, time) = "All {n}: {time}.";
    gpu_is_given_up(reason) = "{reason}. The CPU computes what it had begun, and nothing is lost. The CPU computes from here on.";
    gpu_is_asked_again(reason) = "{reason}. The CPU computes what it had begun, and nothing is lost. It is asked for once more.";
    all_right = "All right";

    // What a model is, and how it is trained; `units` is the kind of unit, as "ReLU".
    a_linear_regression = "a linear regression";
    a_logistic_regression = "a logistic regression";
    network_without_hidden_layers = "a network without hidden layers";
    network_with_a_hidden_layer(units) = "a network with a hidden layer of {units} units";
    network_with_hidden_layers(units) = "a network with hidden layers of {units} units";
    trained_by_newton_steps(l2) = "By Newton steps, with an L2 penalty of {l2}.";
    sgd_with_momentum(momentum) = "SGD with momentum {momentum}";
    // `steps` is the phrase above it.
    steps_of_training(loss, optimiser, rate, batch, epochs) = "{loss} made small by {optimiser} at a learning rate of {rate}, {batch} rows a step, at most {epochs} epochs";
    trained_with_early_stopping(units, steps, patience, l2, dropout, seed) = "{units} units; {steps}, stopped after {patience} without a smaller validation loss, and the best weights kept; L2 {l2}, dropout {dropout}; seed {seed}.";
    trained_to_the_end(units, steps, l2, dropout, seed) = "{units} units; {steps}, run to the end; L2 {l2}, dropout {dropout}; seed {seed}.";

    // Settings out of range. `field` is a name below or one from another part, `allowed` a phrase like "from 0 to 1".
    setting_is_out_of_range(field, found, allowed) = "{field} is {found}; it must be {allowed}.";
    from_to(low, high) = "from {low} to {high}";
    at_most_weights(most) = "at most {most}; take smaller layers or fewer features";
    field_weights = "The number of weights";

    // How training fails, or ends otherwise than it should.
    loss_grew(epoch) = "The loss grew beyond all bounds in epoch {epoch}. Lower the learning rate, or raise L2.";
    classes_are_separated = "The classes of the training rows can be told apart perfectly, so that without a penalty the coefficients grow for ever; the fit was stopped at large ones. Raise L2.";

    // A model or a training that was kept and is of no use; `what` is one of the phrases below it.
    kept_is_unreadable = "What was kept cannot be read.";
    kept_does_not_fit(what) = "What was kept does not fit the data and the settings: {what}.";
    kept_settings = "the settings are out of range";
    kept_kind_of_model = "the kind of model";
    kept_no_loss = "there is no loss";
    kept_odd_loss = "a loss is missing or no number";
    kept_odd_time = "the time that it took is none";
    kept_number_of_coefficients = "the number of coefficients";
    kept_odd_coefficient = "a coefficient is no number";
    kept_number_of_steps = "the number of steps";
    kept_place_within_a_step = "its place within a step";
    kept_number_of_weights = "the number of weights";
    kept_odd_weight = "a weight is no number";
    kept_number_of_epochs = "the number of epochs";
    kept_place_among_the_rows = "its place among the rows";
    kept_other_rows = "its rows are not the training rows";
    kept_random_stream_at_rest = "a random stream is at rest";
    kept_nothing_left_to_do = "nothing is left to do";

    // Why a table makes no data set. Names come with their quotes.
    no_such_target(name) = "There is no column {name} to predict. Choose another target.";
    nothing_to_predict = "No column can be predicted: each is always the same, names the rows, is free text or a date, or is mostly missing. Change the kind of a column below, or open another table.";
    target_is_constant(name) = "The target {name} does not have two different values, so there is nothing to learn. Choose another target.";
    too_many_classes(name, found, limit) = "The target {name} has {found} classes; the limit is {limit}. Set its kind to number, or choose another target.";
    no_features = "All features are off. Turn at least one on.";
    few_rows(found, needed) = "The table has {found} rows; at least {needed} are needed to train and to test. Choose a longer table.";
    few_targets(name, found, needed) = "The target {name} has a value in {found} rows; at least {needed} are needed. Choose another target.";
    few_rows_without_missing_cells(found, needed) = "{found} rows remain after dropping rows with missing cells; at least {needed} are needed. Choose another policy for missing cells.";
    little_training(percent, limit) = "Validation and test take {percent} % of the rows; together they may take {limit} %. Lower one of them.";
    too_many_columns(found, limit) = "The features become {found} columns; the limit is {limit}. Turn features off, or lower the number of levels kept.";
    no_split_without_the_column(name) = "The rows cannot be split by {name}: there is no such column. Choose another way to split them.";
    no_split_of_one_group(name) = "The rows cannot be split by {name}: all rows are of one group. Choose another way to split them.";
    no_split_by_numbers(name) = "The rows cannot be split by {name}: its values are numbers, and no names of parts such as train and test. Choose another way to split them.";
    no_split_of_row(name, row) = "The rows cannot be split by {name}: it says nothing in row {row}. Choose another way to split them.";
    no_split_by_value(name, value) = "The rows cannot be split by {name}: {value} is no name of a part, such as train, validation or test. Choose another way to split them.";
    no_split_without_training(name) = "The rows cannot be split by {name}: it leaves no row for training. Choose another way to split them.";
    class_is_unseen(class) = "No row of the class {class} is in the training part, so it cannot be learnt. Divide the rows by chance, or choose another target.";

    // Why a GPU gives no answer: a phrase that stands after a colon, or begins a sentence.
    gpu_is_absent(reason) = "there is no GPU that this program may use ({reason})";
    gpu_is_software = "the only adapter is software, and the CPU itself is quicker";
    gpu_refused(reason) = "the GPU refused ({reason}); other programs may have all of it";
    weight_is_not_finite(at) = "weight number {at} is not finite";
    bias_is_not_finite(at) = "bias number {at} is not finite";
    row_is_not_finite(at) = "row number {at} is not finite";
    background_is_not_finite(at) = "background number {at} is not finite";
    input_is_not_finite(at) = "input number {at} is not finite";
    output_is_not_finite(at) = "output number {at} is not finite";
    layer_is_too_wide(units, most) = "a layer of {units} units is wider than the {most} that the GPU takes";
    too_many_bytes(bytes, most) = "{bytes} bytes are more than the {most} that the GPU takes at once";
    gpu_was_lost(reason) = "the GPU was lost ({reason})";
    gpu_failed(reason) = "the GPU failed ({reason})";
    gpu_answer_is_unreadable = "its answer could not be read";
    gpu_is_silent(seconds) = "the GPU did not answer within {seconds} s";
    gpu_is_wrong(found, expected) = "the GPU computes wrongly ({found} in place of {expected})";
}
