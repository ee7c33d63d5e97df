using System.CommandLine;
using System.CommandLine.Invocation;
using LinearAutoencoders.Cli.Analyze;
using LinearAutoencoders.Cli.Compare;
using LinearAutoencoders.Cli.Completion;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Download;
using LinearAutoencoders.Cli.Embed;
using LinearAutoencoders.Cli.Inspect;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Cli.Reproduce;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Cli.Verify;

namespace LinearAutoencoders.Cli;

/// <summary>All commands, and what becomes of their errors: one line on standard error and an exit code, never a stack trace.</summary>
internal static class CommandLine
{
    /// <summary>The environment variable that asks for the stack trace of a defect of the tool.</summary>
    private const string TraceVariable = "LAE_TRACE";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Linear autoencoders that learn ordered, axis-aligned principal components.")
        {
            FitCommand.Create(),
            TransformCommand.Create(),
            InverseCommand.Create(),
            ScoreCommand.Create(),
            CertifyCommand.Create(),
            MomentsCommand.Create(),
            MergeCommand.Create(),
            PlanCommand.Create(),
            ShowCommand.Create(),
            ExportCommand.Create(),
            EmbedCommand.Create(),
            TrainCommand.Create(),
            CompareCommand.Create(),
            ReproduceCommand.Create(),
            ReproduceCommand.CreateStudy(),
            VerifyCommand.Create(),
            AnalyzeCommand.Create(),
            PlotCommand.Create(),
            RunsCommand.Create(),
            WatchCommand.Create(),
            DataCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpWithExamples.AddTo(root);
        var line = LazyCommand.Parse(root, arguments switch
        {
            [] => ["--help"],
            ["help", .. var command] => [.. command, "--help"],
            _ => arguments,
        });
        // The library's own answer to a mistake is the whole help text on standard output and exit code 1.
        if (line.Action is ParseErrorAction) return Fail(ParseError(line), ExitCode.BadInput);
        if (line.Action == line.CommandResult.Command.Action && InputArgument.LostFile(line) is { } lost)
            return Fail(lost, ExitCode.BadInput);
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await line.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException failure)
        {
            return Fail(failure.Message, IsOutOfMemory(failure) ? ExitCode.RunFailed : ExitCode.BadInput);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(failure.Message, ExitCode.RunFailed);
        }
        catch (Exception failure) when (IsOutOfMemory(failure))
        {
            return Fail("there is not enough memory for this data", ExitCode.RunFailed);
        }
        catch (OperationCanceledException)
        {
            return Fail("interrupted", ExitCode.Interrupted);
        }
        catch (Exception defect)
        {
            return FailByDefect(defect);
        }
    }

    private static string ParseError(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var help = $"(see {Examples.NameOf(command)} --help)";
        if (UnknownWord(line) is { } unknown)
        {
            List<string> commands = [.. command.Subcommands.Select(subcommand => subcommand.Name)];
            if (IsOption(unknown)) return UnknownOption(line, unknown, help);
            if (command.Options.Any(option => option.Name == InputArgument.Data && !line.TokensOf(option).Any()))
                return $"'{unknown}' is one word too many; did you mean --data {unknown}? {help}";
            return commands.Count == 0 ? $"'{unknown}' is one word too many {help}"
                : $"there is no command '{unknown}'; {Nearest.Question(unknown, commands)}use one of {string.Join(", ", commands)}";
        }
        string?[] absent = [InputArgument.LostFile(line), Examples.Missing(command, [.. Missing(line)])];
        var all = string.Join("; ", absent.OfType<string>());
        return all.Length > 0 ? all : $"{OneLine(line.Errors[0].Message).TrimEnd('.')} {help}";
    }

    private static string UnknownOption(ParseResult line, string unknown, string help)
    {
        var command = line.CommandResult.Command;
        if (unknown == InputArgument.Data && command.Arguments.OfType<InputArgument>().Any() && Examples.Of(command) is [var example, ..])
            return $"there is no option {unknown}; name the data without it, as in: {example}";
        var question = Nearest.Question(unknown, OptionNames(line));
        return $"there is no option {unknown}{(question.Length > 0 ? "; " : " ")}{question}{help}";
    }

    /// <summary>An option that there is not may have been taken for an argument, and the argument for a word too many.</summary>
    private static string? UnknownWord(ParseResult line) =>
        line.CommandResult.Command.Arguments.SelectMany(line.TokensOf).Where(IsOption).Concat(line.UnmatchedTokens).FirstOrDefault();

    private static bool IsOption(string word) => word.StartsWith('-') && word.Length > 1;

    private static IEnumerable<string> OptionNames(ParseResult line) =>
        line.CommandResult.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));

    private static IEnumerable<string> Missing(ParseResult line)
    {
        var command = line.CommandResult.Command;
        foreach (var argument in command.Arguments)
            if (argument is InputArgument input ? input.IsMissing(line)
                : argument.Arity.MinimumNumberOfValues > 0 && !line.TokensOf(argument).Any())
                yield return argument.Name;
        foreach (var option in command.Options)
            if (option.Required && !line.IsGiven(option)) yield return option.Name;
    }

    /// <summary>Also when it struck while something was made ready for the first time.</summary>
    private static bool IsOutOfMemory(Exception? failure) =>
        failure is OutOfMemoryException || (failure is not null && IsOutOfMemory(failure.InnerException));

    /// <summary>A defect of the tool: one line, and the stack trace where it is asked for.</summary>
    private static int FailByDefect(Exception defect)
    {
        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }) Terminal.Error.WriteLine(defect);
        return Fail($"this should not have happened: {defect.Message} (set {TraceVariable}=1 to see where)", ExitCode.RunFailed);
    }

    private static int Fail(string message, int code)
    {
        Ranks.Fail(OneLine(message), code);
        return code;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
