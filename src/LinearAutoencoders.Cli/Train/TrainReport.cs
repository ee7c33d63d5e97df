using System.Text.Json;
using System.Text.Json.Nodes;
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
        writer.WriteLine($"{options.NameWith(", ")} (learning rate {Numbers.Loss(training.LearningRate!.Value)}) "
            + $"on {options.Data}, k = {training.LatentDimension}: {Numbers.Count(result.Epoch)} epochs in {Numbers.Seconds(result.Seconds)}");
        writer.WriteLine($"  loss                 {Numbers.Loss(result.Loss ?? double.NaN)}");
        writer.WriteLine($"  reconstruction loss  {Numbers.Loss(result.ReconstructionLoss ?? double.NaN)}");
        writer.WriteLine($"  d_align              {Numbers.Distance(result.AxisAlignment ?? double.NaN)}"
            + $"   below 0.3 at epoch {Numbers.Epochs(below03)}, 0.1 at {Numbers.Epochs(below01)}, 0.01 at {Numbers.Epochs(below001)}");
        writer.WriteLine($"  d_sub                {Numbers.Distance(result.SubspaceDistance ?? double.NaN)}");
        writer.WriteLine($"  d_transpose          {Numbers.Distance(result.TransposeDistance ?? double.NaN)}");
        writer.WriteLine($"  curves               {folder.CurvesPath}");
    }

    public static void WriteJson(TextWriter writer, RunRecord record, RunDirectory folder)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(record, RunJson.Default.RunRecord)!;
        json["out"] = folder.Path;
        writer.WriteLine(json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    public static string DivergenceAdvice(RunRecord record)
    {
        var rate = record.Options.Training.LearningRate!.Value;
        return $"lae: {record.Options.NameWith(" with ")} diverged at epoch {Numbers.Count(record.Result!.Epoch)}; "
            + $"try a smaller --learning-rate, such as {Numbers.Loss(rate / 3)} instead of {Numbers.Loss(rate)}";
    }
}
