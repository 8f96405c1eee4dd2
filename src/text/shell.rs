//! What stands around all screens: navigation, undo, exports, the figures under a picture, progress.

crate::table::texts! {
    skip_to_the_screen = "Skip to the screen";
    steps = "Steps";
    step_data = "Data";
    step_model = "Model";
    step_explain = "Explain";
    step_evaluate = "Evaluate";
    question_data = "What is in this table?";
    question_model = "How does it learn?";
    question_explain = "Why this prediction?";
    question_evaluate = "How good is it?";
    window_title(step) = "{step} – Vitrine";
    stays_on_this_device = "your data stays on this device";
    stays_on_this_device_because = "Everything was loaded before the page started; since then its policy forbids every connection.";

    undo_and_redo = "Undo and redo";
    undo(what) = "Undo: {what}";
    undo_nothing = "Undo: nothing";
    redo(what) = "Redo: {what}";
    redo_nothing = "Redo: nothing";

    colours(theme) = "Colours: {theme}";
    theme_system = "auto";
    theme_light = "light";
    theme_dark = "dark";

    // How far a step is.
    waiting = "waiting";
    rough = "rough";
    paused = "paused";
    stopped = "stopped";
    changed = "changed";
    done = "done";
    failed = "failed";

    training_began_anew(why) = "Training began anew: what was kept of it is of no use here. {why}";

    help = "Help";
    glossary = "The words used here";
    glossary_first = "Choose a table under Data, train a model under Model, and ask why under Explain. Everything is computed in this page: it was loaded whole, and its policy forbids it to connect to anything since.";

    // Exports.
    export = "Export";
    export_as(of) = "Export {of} as";
    as_picture = "picture, twice the size";
    as_svg = "picture, sharp at any size";
    as_csv = "exact figures";
    csv_raw = "CSV, raw";
    as_csv_raw = "unsafe in a spreadsheet: cells may compute";
    as_json = "figures and how they were made";
    copy = "Copy the figures";
    as_copy = "to paste into a spreadsheet";
    model_whole = "Model, whole";
    as_model_whole = "JSON from which predictions can be made";
    nothing_to_export = "There is nothing to export yet.";
    saved = "Saved.";
    copied = "Copied.";
    not_copied = "The browser does not allow it. CSV has the same.";
    not_saved = "The browser stored no file. Copy the figures instead.";
    no_picture = "The browser drew no picture. SVG works without it.";

    // A picture's marks and figures.
    figures = "The figures";
    figures_as_a_table = "The figures as a table";
    more_in_the_files(n) = "and {n} more, which the exported files have";
    marks = "The marks, one by one";
    arrow_keys = "Arrow keys go through the marks.";
    arrow_keys_and_figures = "Arrow keys go through the marks; T opens the figures as a table.";

    // What is being made; `what` is a phrase like "The explanation".
    being_made(what, how) = "{what}: {how}";
    cannot_be_made(what, why) = "{what} cannot be made yet. {why}";
    appears_later(what) = "{what} appears when the step before it is ready.";
    progress_paused(share) = "{share}, paused";
    about_minutes(share, n) = "{share}, about {n} minutes left";
    about_seconds(share, n) = "{share}, about {n} s left";
    at_most_minutes(share, n) = "{share}, at most {n} minutes left, often less";
    at_most_seconds(share, n) = "{share}, at most {n} s left, often less";
    show_more(n, of, what) = "Show {n} more of {of} {what}";
}
