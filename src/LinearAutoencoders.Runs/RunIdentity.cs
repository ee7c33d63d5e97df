using System.Text;
using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Runs;

/// <summary>What a run's result depends on, as 64 hexadecimal digits: runs of one identity end in the same bits.</summary>
internal static class RunIdentity
{
    /// <summary>Of a run and its data.</summary>
    /// <param name="options">The run, its learning rate resolved.</param>
    /// <param name="fingerprint">Of the data.</param>
    public static string Of(RunOptions options, string fingerprint)
    {
        // What the data is called and when states are saved leave no trace in the result.
        var content = (options with { Data = "", Synthetic = null }).With(training => training with { CheckpointEvery = null });
        return Convert.ToHexStringLower(Sha256.HashData(Encoding.UTF8.GetBytes(RunJson.WriteGiven(content) + fingerprint)));
    }

    /// <summary>The same for runs that differ in nothing but how many epochs they have: each goes on from the others' states.</summary>
    /// <remarks>Where the learning rate follows a schedule, they differ in that too.</remarks>
    public static string WithoutEpochs(RunOptions options, string fingerprint) =>
        Of(options.With(training =>
            training.UsedSchedule == ScheduleKind.Constant ? training with { Epochs = 1 } : training), fingerprint);
}
