using System.CommandLine;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;

namespace LinearAutoencoders.Cli.Reproduce;

/// <summary>The options of <c>lae reproduce</c> that change what the paper has.</summary>
internal sealed class ChangeArguments
{
    private readonly Option<string[]> set = new("--set")
    {
        Description = "another value of a setting, such as rho=0.8 or learning-rate=1e-3; as often as you like",
        HelpName = "NAME=VALUE",
    };
    private readonly Option<int?> k = Options.Integer("-k", "components, in all but figure 4 and tables 3 and 4 [the profile's]");
    private readonly Option<int?> epochs = Options.Integer("--epochs", "epochs, in all but figure 4 and tables 3 and 4 [the profile's]");
    private readonly Option<string[]?> methods = Options.SomeOf(
        "--methods", "methods of figures 2, 3, 7 and 8, your own among them [the paper's]", Method.Registry.Names);

    public IEnumerable<Option> All => [set, k, epochs, methods];

    /// <exception cref="UsageException">A value is out of range, or a setting is nobody's.</exception>
    public Changes Read(ParseResult line)
    {
        var changes = new Changes
        {
            K = AtLeastOne(line.GetValue(k), "-k"),
            Epochs = AtLeastOne(line.GetValue(epochs), "--epochs"),
            Methods = line.GetValue(methods) is { Length: > 0 } names ? [.. names.Distinct().Select(name => Method.Registry[name])] : null,
            Settings = [.. (line.GetValue(set) ?? []).Select(Setting)],
        };
        changes.RequireKnown();
        return changes;
    }

    /// <exception cref="UsageException">It is less.</exception>
    public static int? AtLeastOne(int? value, string name) => value is null or >= 1 ? value
        : throw new UsageException($"{name} is {value}; it must be at least 1");

    private static (string, string) Setting(string text) => text.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value]
        ? (name.TrimStart('-'), value) : throw new UsageException($"--set is '{text}'; give a name and a value, such as rho=0.8");
}
