using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LinearAutoencoders.Cli;

/// <summary>The help of a command, and lines to begin with.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of the usual help.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction usual) option.Action = new HelpWithExamples(usual);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var (examples, output) = (Examples.Of(parseResult.CommandResult.Command), parseResult.InvocationConfiguration.Output);
        if (examples.Count > 0) output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        if (examples.Count > 0) output.WriteLine();
        return code;
    }
}
