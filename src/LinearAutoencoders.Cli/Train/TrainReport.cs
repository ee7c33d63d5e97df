using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary>What <c>lae train</c> prints about a run that has ended.</summary>
internal static class TrainReport
{
    public static void WriteText(RunRecord record, string? picture)
    {
        var (options, result) = (record.Options, record.Result!);
        var (below03, below01, below001) = result.EpochsToAlignment;
        var training = options.Training;
        Terminal.WriteSentence($"{options.NameWith(", ")} (learning rate {NumberText.Number(training.LearningRate!.Value)}) "
            + $"on {options.Data}, k = {training.LatentDimension}: "
            + $"{NumberText.Counted(result.Epoch, "epoch")} in {NumberText.Seconds(record.Seconds)}");
        Line("loss", NumberText.Loss(result.Loss ?? double.NaN, result.ReconstructionLoss ?? double.NaN));
        Line("reconstruction loss", NumberText.Loss(result.ReconstructionLoss ?? double.NaN));
        Line("d_align", NumberText.Distance(result.AxisAlignment ?? double.NaN));
        Line("", $"below 0.3 at epoch {NumberText.Epochs(below03)}, 0.1 at {NumberText.Epochs(below01)}, "
            + $"0.01 at {NumberText.Epochs(below001)}");
        Line("in order", NumberText.Distance(result.OrderedAlignment ?? double.NaN));
        Line("d_sub", NumberText.Distance(result.SubspaceDistance ?? double.NaN));
        Line("d_transpose", NumberText.Distance(result.TransposeDistance ?? double.NaN));
        Line("unbalance", NumberText.Distance(result.Unbalance ?? double.NaN));
        if (PenaltyChoice.Range(options) is { } penalties) Line("penalties", penalties);
        if (picture is not null) Line("curves", picture);
        if (RestartNote(record) is { } note) Terminal.WriteSentence(note);
        if (result.Reason != "diverged" && result.Learning is { } learning) LearningTable.Write(learning);

        static void Line(string name, string value) => Terminal.Out.WriteLine($"  {name,-19}  {value}");
    }

    public static void WriteJson(RunRecord record, RunDirectory folder)
    {
        var json = JsonOutput.Of(record);
        json["out"] = folder.Path;
        JsonOutput.Write(json);
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
            + $"try a smaller --learning-rate, such as {NumberText.Typed(rate / 3)} instead of {NumberText.Typed(rate)}";
    }
}
