using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>The example of the README: these <c>using</c> lines, then this body, line by line.</summary>
internal static class ReadmeExample
{
    public static Matrix<float> Run()
    {
        var digits = DataSource.Open("digits");
        var data = new TrainingData<float>(digits.Source, digits.Center);
        var options = new TrainingOptions { Method = new Rag(), LatentDimension = 10, Epochs = 5000 };
        var result = new Trainer<float>(data, options).Run();
        Console.WriteLine($"{result.Reason}: d_align {result.LastMetrics.AxisAlignment:E1}");

        // Row i is the i-th principal component, up to length and sign, as nearly as d_align says.
        Matrix<float> components = result.Weights.DecoderTransposed;
        return components;
    }
}
