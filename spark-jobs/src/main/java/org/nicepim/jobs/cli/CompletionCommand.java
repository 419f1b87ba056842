package org.nicepim.jobs.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code nicepim completion}: what a shell needs to complete commands, options and their words. */
@CommandLine.Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints a script that makes bash or zsh complete commands, options and their words, such as networks of the zoo.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  source <(nicepim completion)",
            "  nicepim completion > ~/.local/share/bash-completion/completions/nicepim"
        })
final class CompletionCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.getOut().print(AutoComplete.bash("nicepim", spec.root().commandLine()));
        line.getOut().flush();
        return Main.DONE;
    }
}
