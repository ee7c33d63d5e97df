using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary>What <c>lae train</c> prints about a run that has ended.</summary>
internal static class TrainReport
{
    public static void WriteText(TextWriter writer, RunRecord record, RunDirectory folder)
    {
        var (options, result) = (record.Options, record.Result!);
        var (below03, below01, below001) = result.EpochsToAlignment;
        var training = options.Training;
        writer.WriteLine($"{options.NameWith(", ")} (learning rate {NumberText.Loss(training.LearningRate!.Value)}) "
            + $"on {options.Data}, k = {training.LatentDimension}: "
            + $"{NumberText.Count(result.Epoch)} epochs in {NumberText.Seconds(record.Seconds)}");
        writer.WriteLine($"  loss                 {NumberText.Loss(result.Loss ?? double.NaN, result.ReconstructionLoss ?? double.NaN)}");
        writer.WriteLine($"  reconstruction loss  {NumberText.Loss(result.ReconstructionLoss ?? double.NaN)}");
        writer.WriteLine($"  d_align              {NumberText.Distance(result.AxisAlignment ?? double.NaN)}"
            + $"   below 0.3 at epoch {NumberText.Epochs(below03)}, 0.1 at {NumberText.Epochs(below01)}, "
            + $"0.01 at {NumberText.Epochs(below001)}");
        writer.WriteLine($"  in order             {NumberText.Distance(result.OrderedAlignment ?? double.NaN)}");
        writer.WriteLine($"  d_sub                {NumberText.Distance(result.SubspaceDistance ?? double.NaN)}");
        writer.WriteLine($"  d_transpose          {NumberText.Distance(result.TransposeDistance ?? double.NaN)}");
        writer.WriteLine($"  curves               {folder.CurvesPath}");
        if (RestartNote(record) is { } note) writer.WriteLine(note);
        if (result.Reason != "diverged" && result.Learning is { } learning) LearningTable.Write(writer, learning);
    }

    public static void WriteJson(TextWriter writer, RunRecord record, RunDirectory folder)
    {
        var json = JsonOutput.Of(record);
        json["out"] = folder.Path;
        JsonOutput.Write(json, writer);
    }

    /// <summary>What is to be said of a run whose default rate diverged; null of others.</summary>
    public static string? RestartNote(RunRecord record) => record.Result!.Restarts is { } restarts
        ? $"{record.Options.NameWith(" with ")} diverged at its default learning rate and began again at a smaller one, "
            + $"{restarts} time{(restarts == 1 ? "" : "s")}: {NumberText.Loss(record.Options.Training.LearningRate!.Value)}"
        : null;

    public static string DivergenceAdvice(RunRecord record)
    {
        var rate = record.Options.Training.LearningRate!.Value;
        return $"lae: {record.Options.NameWith(" with ")} diverged at epoch {NumberText.Count(record.Result!.Epoch)}; "
            + $"try a smaller --learning-rate, such as {NumberText.Loss(rate / 3)} instead of {NumberText.Loss(rate)}";
    }
}
