//! Links, embedded pages, sessions and their files.

crate::table::texts! {
    // The dialog.
    share = "Share";
    share_this_view = "Share this view";
    quoted(name) = "“{name}”";
    link = "Link";
    copy_link = "Copy link";
    snippet = "Snippet";
    copy_snippet = "Copy snippet";
    numbers = "Numbers";
    copy_numbers = "Copy numbers";
    numbers_as_a_snippet = "Numbers as a snippet";
    copy_numbers_as_a_snippet = "Copy numbers as a snippet";
    copy_by_hand = "The browser does not allow it. Select the text and copy it by hand.";

    // The link to the view.
    code_for_the_class = "QR code for the class";
    code_of_the_link = "The link as a code for cameras";
    too_long_for_a_code = "The link is too long for a code. Send it as text.";
    embed_in_a_page = "Embed in a page";
    embed_computed_where_read = "Paste this into the page. It shows the explanation alone, computed where it is read.";
    embed_for_owners_of_the_table = "Paste this into the page of people who have your table: they are asked for its file, and the explanation is computed there. For all others, take the snippet under “Share without the table”.";
    // It stands between the quotation marks of an attribute, and has none itself.
    an_explanation_by_vitrine = "An explanation by Vitrine";
    served_by_own_machine = "This page is served by your own machine: its addresses open there only.";
    page_is_a_file = "This page is a file on your machine, so a link to it would open nowhere else. If the page is published, give its address below. Or share a report, or a session’s file.";
    published_address = "Address of the published page";
    address_begins_with = "An address begins with https:// or http://.";
    link_needs_table = "The link can be made when the table is read.";
    no_link_to_view(why) = "There is no link to this view. {why}";
    link_holds(length) = "The link holds the name of the table and all choices, in {length} characters.";
    own_link_holds(held, length) = "Your table stays here, and no cell of it is in the link. It holds {held}, and your choices, in {length} characters. Whoever opens it is asked for the file.";
    held_fingerprint = "the fingerprint of the file";
    held_columns(names) = "the names of columns that a choice is about ({names})";
    held_row = "the number of the row";
    choices_left_out(n) = "{n} of your choices cannot be told without a cell of the table and are left out.";
    computed_anew = "Everything is computed anew where it is opened, and the page says there whether it came out the same to the last bit.";
    proof_comes_later = "Once the row is explained the link also carries the proof: the fingerprints of what was found.";

    // The link to numbers alone.
    share_without_table = "Share without the table: numbers only";
    numbers_reveal = "This link carries the numbers of the explanation instead of the choices. Whoever opens it sees them without the table, and cannot compute them anew. It reveals:";
    also_the_values = "Also the values of the row";
    also_the_table_name = "Also the table’s name";
    numbers_need_explanation = "The link can be made when the row is explained.";
    no_link_to_numbers(why) = "There is no link to these numbers. {why}";
    needs_published_address = "This link too needs the address of the published page.";
    to_embed_in_a_page = "To embed in a page:";
    reveals_target(target) = "the target {target}";
    reveals_target_and_class(target, class) = "the target {target}, and the class {class}";
    reveals_row(row) = "which row: {row}";
    reveals_levels(prediction, average) = "the prediction, {prediction}, and the average, {average}";
    reveals_judgement(decision, verdict) = "what is decided, and how the model did: {decision} {verdict}";
    reveals_names(n, names) = "the names of all {n} {n|feature|features}: {names}";
    reveals_attributions(by_methods) = "the attribution of each feature {by_methods}, with its error";
    by_method(method) = "by {method}";
    reveals_computing = "how they were computed: samples, evaluations, number of background rows, seed, time, fingerprints, and the version of this page";
    reveals_values(values) = "the values of the row, and the conditions about them: {values}";
    reveals_table(table) = "the name of the table, {table}";

    // A report.
    a_report = "A report";
    report_in_words = "One file that opens anywhere, makes no network request and holds no row of the table but the one that is explained.";
    report_heading = "heading";
    report_contents = "What is in it";
    save_report_html = "Save the report (HTML)";
    save_report_markdown = "Save as Markdown";
    saved_kilobytes(n) = "Saved, {n} KB.";
    not_saved = "The browser stored no file.";

    // A link that came in.
    opened_view_of(table) = "A link was opened: a view of {table}.";
    opened_view_of_own_table = "A link was opened: a view of a table of somebody’s own.";
    would_take_the_place = "It would take the place of what you have here; undo brings that back.";
    open_the_link = "Open the link";
    stay_with_mine = "Stay with mine";
    link_wants_table(hash) = "This link shows a table of somebody’s own, which it does not carry. Choose the table’s file, or drop it here: its fingerprint, {hash}, tells whether it is the right one.";
    another_file(name, hash) = "{name} is another file than the link was made with: its fingerprint is not {hash}. You can use it all the same, but then what you see is not what was shared.";
    below_is_another_table = "What stands below is of another table.";
    use_it_all_the_same = "Use it all the same";
    choose_the_file = "Choose the file";
    leave_the_link = "Leave the link";
    back_to_the_view = "Back to the view of the link";
    link_of_unknown_table(name) = "The link is of a table {name} that this page does not have. A newer version of it may.";
    table_not_fetched(name) = "The table {name} was not fetched when this page was loaded. Reload the page.";

    // What became of its claim.
    being_computed = "A view from a link. It is being computed here.";
    nothing_claimed = "A view from a link, computed here. The link carries no fingerprints to hold it against.";
    recomputed_same = "A view from a link: recomputed here, same to the last bit. The model and both explanations have the fingerprints that the link carries.";
    same_as_kept = "A view from a link: the same to the last bit. Both explanations were recomputed here; the model was not trained now but kept, in this browser or in a session’s file. All three have the fingerprints that the link carries.";
    view_left = "You have left the view of the link.";
    recomputed_not_same = "A view from a link: recomputed here, not the same.";
    the_model = "the model";
    differ(what, n) = "{what} {n|differs|differ}.";
    levels_there_here(prediction_there, prediction_here, average_there, average_here) = "Prediction: {prediction_there} there, {prediction_here} here; average: {average_there} there, {average_here} here.";
    prints_alone(prints) = "Of a table of somebody’s own the link tells fingerprints alone: {prints}.";
    print_there_here(what, there, here) = "{what} {there} there, {here} here";
    table_is_another = "The table is another one.";
    versions_differ(there, here) = "The link was made by version {there}, this is {here}.";
    gpu_there_cpu_here = "There a GPU computed, here the CPU; their numbers agree closely, not to the last bit.";
    cpu_there_gpu_here = "There the CPU computed, here a GPU; their numbers agree closely, not to the last bit.";

    // Why a link is not followed, or not made.
    link_too_long(found, most) = "The link has {found} characters; {most} are the most.";
    link_of_newer_version = "The link is of a version that this page does not know. A newer version of the page may open it.";
    link_damaged = "The link is damaged: some of its letters are missing or changed. Copy it once more, whole.";
    link_asks_impossible(why) = "The link asks for something that cannot be: {why}";
    in_characters(field) = "{field}, in characters";
    the_version = "The version";
    the_table_name = "The table's name";
    the_row_name = "The row's name";
    the_target = "The target";
    the_target_deviation = "The target's deviation";
    the_class = "The class";
    the_decision = "The decision";
    the_verdict = "The verdict";
    a_value = "A value";
    values_in_number = "Values, in number";
    features_in_number = "Features, in number";
    method_features_in_number = "A method's features, in number";
    the_time = "The time";
    the_explanations = "The explanations";
    others = "others";
    of_the_same_features(methods) = "{methods} of the same features";
    the_prediction = "The prediction";
    the_base = "The base";
    the_base_error = "The standard error of the base";
    a_feature_name = "A feature's name";
    a_condition = "A condition";
    a_share = "A share";
    a_standard_error = "A standard error";
    the_residual = "The residual";
    the_local_fit = "The local fit";
    effective_samples = "Effective samples";
    samples = "Samples";
    evaluations = "Evaluations";
    the_rows = "Rows";
    the_training_rows = "Training rows";
    the_error_method = "The method of the errors";
    the_fingerprint = "The fingerprint";

    // One explanation alone: embedded, presented, or sent.
    the_explanation = "The explanation";
    average_and_row(average, row) = "Average prediction: {average}. This is {row}.";
    open_in_vitrine = "Open in Vitrine";
    sent_numbers = "Numbers of somebody else’s computation; without the table they cannot be computed anew here.";
    tab_is_kept = "What you have in this tab is kept.";
    open_vitrine = "Open Vitrine";
    back_to_mine = "Back to mine";
    sent_as_made = "The average and the shares of all methods have the fingerprints that came with them: nothing was changed on the way by accident.";
    sent_not_as_made = "The average and the shares do not have the fingerprints that came with them: they are not as they were computed. Do not rely on them.";
    computed_by_version(version) = "Computed by version {version} of Vitrine.";
    method = "Method";
    picture = "Picture";

    // A presentation.
    why_this_prediction = "Why this prediction?";
    // Beside the level that is reached.
    on_average = "on average";
    where_line_starts(method) = "where {method}’s line starts";
    for_this_row(average) = "for this row; {average} on average";
    by_line(method, prediction) = "by {method}’s line; the model says {prediction}";
    so_far = "so far";
    presentation = "Presentation";
    back = "‹ Back";
    next = "Next ›";
    all_at_once = "All at once";
    keys_back = "Left arrow";
    keys_next = "Right arrow, space, or a click on the picture";
    keys_all = "End; Home begins anew";
    key_escape = "Escape";
    step_of(n, of) = "{n} of {of}";
    show_method(method) = "Show {method}";
    full_screen = "Full screen";
    exit = "Exit";

    // Sessions.
    session_cannot_be_opened(why) = "The session cannot be opened. {why}";
    its_table_not_fetched(name) = "Its table {name} was not fetched when this page was loaded. Reload the page.";
    its_table_gone(name) = "Its table {name} is not there any more.";
    session_gone = "It is not there any more, or the browser does not give it.";
    session_not_given = "The browser does not give it.";
    file_damaged = "The file is damaged: some of it is missing or changed. Copy it once more from where you have it.";
    file_of_newer_version = "The file was written by a newer version of this page, which can open it.";
    file_asks_impossible(why) = "The file asks for something that cannot be: {why}";
    // Why nothing is kept, in brackets.
    store_no_answer = "no answer";
    store_script_missing = "its script did not arrive";
    undone(choice) = "Undone: {choice}";
    redone(choice) = "Redone: {choice}";

    // The computing part.
    worker_silent = "The computing part has not answered for a while. It may be busy with something large.";
    stop_and_start_anew = "Stop it and start anew";
    worker_restarting = "The computing part stopped and is being started again. Nothing that you chose is lost.";
    worker_gave_up = "The computing part stopped three times on this task. Change a setting, or try once more. Everything you chose is still here.";
    what_it_said = "What it said";
    try_once_more = "Try once more";

    // The verdict of an evaluation in one line.
    part_training = "training";
    part_validation = "validation";
    part_test = "test";
    validation_rows(n) = "{n} {n|validation row|validation rows}";
    test_rows(n) = "{n} {n|test row|test rows}";
    better_than_baseline(figures) = "Better than the baseline: {figures}";
    no_better_than_guessing(figures) = "No better than guessing: {figures}";
    worse_than_baseline(figures) = "Worse than the baseline: {figures}";
    too_few_rows(figures) = "Too few rows to tell: {figures}";
    not_tested = "Not tested: the model has seen every row";
    accuracy_figures(model, rows, baseline) = "{model} of {rows} correct, baseline {baseline}";
    brier_figures(model, rows, baseline) = "Brier score {model} on {rows}, baseline {baseline}";
    rmse_figures(model, rows, baseline) = "RMSE {model} on {rows}, baseline {baseline}";

    // And in sentences.
    model_gets_right(model, rows, baseline) = "The model gets {model} of {rows} right; always predicting the most frequent class would get {baseline}.";
    model_has_rmse(model, rows, baseline) = "On {rows} the model has an RMSE of {model}; always predicting the mean would have {baseline}.";
    rows_too_few(low, high) = "These rows are too few to tell the two apart: the gain is anywhere from {low} to {high}.";
    rows_too_few_brier(low, high) = "These rows are too few to tell the two apart: the gain in the Brier score is anywhere from {low} to {high}.";
    may_be_chance(low, high) = "The difference ({low} to {high}) may be chance.";
    may_be_chance_brier(low, high) = "The difference in the Brier score ({low} to {high}) may be chance.";
    probabilities_better(model, baseline) = "Its probabilities are better than the share of each class, by more than chance: the Brier score is {model}, the baseline’s {baseline}.";
    probabilities_worse(model, baseline) = "Its probabilities are worse than the share of each class, by more than chance: the Brier score is {model}, the baseline’s {baseline}.";
    is_better(by, low, high) = "It is {by} better ({low} to {high}), more than chance.";
    is_worse(by, low, high) = "It is {by} worse ({low} to {high}), more than chance.";
    rmse_lower(by, low, high) = "Its RMSE is {by} lower (a gain of {low} to {high}), more than chance.";
    rmse_higher(by, low, high) = "Its RMSE is {by} higher (a gain of {low} to {high}), more than chance.";
    trained_on_these = "The model was trained on these very rows: on rows that it has not seen it may do far worse. Keep some for validation and test, under Data.";
    stopped_by_these = "Training was stopped by these rows, so the score may flatter. The test rows give the fair one.";
    few_rows_accuracy(rows, low, high) = "So few rows ({rows}) say little: over many such rows the accuracy may be anywhere from {low} to {high}.";
    few_rows_rmse(rows, high) = "So few rows ({rows}) say little: over many such rows the RMSE may be as high as {high}.";
    few_rows(rows) = "So few rows ({rows}) say little: another split may give quite another score.";
}
