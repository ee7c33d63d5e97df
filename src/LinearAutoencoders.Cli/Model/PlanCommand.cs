using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae plan</c>: what a fit will take, before the data is read.</summary>
internal sealed class PlanCommand
{
    private readonly DataArguments data = new(new TableArguments());
    private readonly SolverArguments solver = new();
    private readonly OutputArguments output = new();
    private const int MostRanks = 4096, MostPlanned = 1024;

    // Of one message in a cluster's network; so many bytes a second are 10 Gbit/s.
    private const double Latency = 3e-5, DefaultRate = 1.25e9;

    private readonly Option<int?> ranks = Options.Integer(
        "--ranks", "processes that share the rows, as mpirun or a job array starts them [1]");

    private readonly Option<long?> rate = Options.BytesPerSecond(
        "--rate", "what goes from one rank to another, such as 2GB/s [1.25GB/s: 10 Gbit/s]");

    private readonly Option<int?> k = Options.Integer("-k", "how many components");

    public static LazyCommand Create() => new(
        "plan", "Say what a fit will take, memory, passes and time, by which solver and why; little of the data is read for it.",
        command => new PlanCommand().AddTo(command));

    private void AddTo(Command command)
    {
        data.AddTo(command);
        k.Required = true;
        Option[] all = [k, ranks, rate, .. solver.All, .. data.Options, .. output.WithoutFolder];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var count = line.GetValue(k)!.Value;
        solver.RequireSearch(line);
        using var team = output.Team(line);
        var preview = DataPreview.Of(data.Source(line), data.Read(line), team, cancellationToken);
        if (count < 1 || count > preview.Source.Dimension)
            throw new UsageException($"-k is {count} but {preview.Name} has {preview.Source.Dimension} columns; choose no more");
        var trial = Trial.Of(preview.Source, LanczosRun.BlockFor(count), team, cancellationToken);
        var plan = UsageException.Of(() => new FitPlan(preview, count, solver.Search(line, cancellationToken), trial));
        var shared = Shared(line, plan.Divided(trial));
        if (output.IsJson(line)) JsonOutput.Write(Json(plan, shared));
        else Print(plan, shared);
        return ExitCode.Done;
    }

    /// <summary>The fit on ranks, and how many of them pay; null: there are none.</summary>
    private (RankPlan Plan, int ScalesTo)? Shared(ParseResult line, DividedFit fit)
    {
        if (line.GetValue(ranks) is not { } asked)
            return line.IsGiven(rate) ? throw new UsageException("--rate is between ranks; give --ranks too, or leave it out") : null;
        if (asked is < 1 or > MostRanks) throw new UsageException($"--ranks is {asked}; it must be at least 1 and at most {MostRanks}");
        var bytes = line.GetValue(rate) ?? DefaultRate;
        var most = fit.IsDivided ? (int)Math.Min(fit.MostRanks, MostPlanned) : 1;
        return (fit.On(fit.IsDivided ? asked : 1, Latency, bytes) with { Ranks = asked }, fit.ScalesTo(Latency, bytes, most));
    }

    private static void Print(FitPlan plan, (RankPlan Plan, int ScalesTo)? shared)
    {
        var about = plan.Data.IsExact ? "" : "about ";
        Terminal.Out.WriteLine($"data     {plan.Data.Name}: {about}{NumberText.Count(plan.Data.Rows)} samples of "
            + $"{NumberText.Count(plan.Data.Source.Dimension)} values");
        Terminal.Out.WriteLine($"solver   {Name(plan)}: {plan.Why}");
        Terminal.Out.WriteLine($"passes   {plan.Passes + plan.Data.SurveyPasses}");
        Terminal.Out.WriteLine($"memory   {Megabytes(plan.PeakBytes)} at the peak");
        Terminal.Out.WriteLine($"time     about {NumberText.Seconds(plan.Seconds)}");
        if (shared is not var (ranks, scalesTo)) return;
        Terminal.Out.WriteLine($"ranks    {NumberText.Count(ranks.Ranks)}: about {NumberText.Seconds(ranks.Seconds)} once they run, "
            + $"{NumberText.Seconds(ranks.ReductionSeconds)} of it for what they send; {Megabytes(plan.PeakBytesOf(ranks.Ranks))} a rank");
        Terminal.Out.WriteLine($"sent     {Megabytes(ranks.MostBytes)} by a rank at most, {Megabytes(ranks.Bytes)} by all");
        Terminal.Out.WriteLine($"scales   to {NumberText.Count(scalesTo)} rank{(scalesTo == 1 ? "" : "s")}: "
            + "twice as many save less than a fifth of the time");
    }

    private static JsonObject Json(FitPlan plan, (RankPlan Plan, int ScalesTo)? shared)
    {
        var json = Json(plan);
        if (shared is var (ranks, scalesTo))
            json["ranks"] = new JsonObject
            {
                ["count"] = ranks.Ranks,
                ["seconds"] = ranks.Seconds,
                ["reduction_seconds"] = ranks.ReductionSeconds,
                ["peak_bytes_of_a_rank"] = plan.PeakBytesOf(ranks.Ranks),
                ["bytes_sent"] = ranks.Bytes,
                ["most_bytes_sent_by_a_rank"] = ranks.MostBytes,
                ["scales_to"] = scalesTo,
            };
        return json;
    }

    private static JsonObject Json(FitPlan plan) => new()
    {
        ["data"] = plan.Data.Name,
        ["samples"] = plan.Data.Rows,
        ["samples_are_exact"] = plan.Data.IsExact,
        ["columns"] = plan.Data.Source.Dimension,
        ["components"] = plan.Count,
        ["solver"] = Name(plan),
        ["why"] = plan.Why,
        ["passes"] = plan.Passes + plan.Data.SurveyPasses,
        ["peak_bytes"] = plan.PeakBytes,
        ["seconds"] = plan.Seconds,
    };

    private static string Name(FitPlan plan) => JsonNamingPolicy.KebabCaseLower.ConvertName(plan.Solver.ToString());

    private static string Megabytes(long bytes) => bytes < 1e9
        ? $"{NumberText.Count(bytes / 1e6)} MB" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
