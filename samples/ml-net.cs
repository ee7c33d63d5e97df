#:project ../src/LinearAutoencoders.MachineLearning
#:property PublishAot=false

// Components as a step of an ML.NET pipeline: fitted with it, saved and loaded with it.
//
//   dotnet run samples/ml-net.cs

using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.MachineLearning;
using Microsoft.ML;
using Microsoft.ML.Data;

var digits = DataSource.Open("digits");
var pictures = digits.Source.ReadBlocks(new(1), CancellationToken.None)
    .SelectMany(block => Enumerable.Range(0, block.Rows).Select(i => block.Row(i).ToArray()))
    .Zip(digits.Labels[0].Values, (pixels, label) => new Digit { Pixels = Array.ConvertAll(pixels, pixel => (float)pixel), Label = label });

var context = new MLContext(seed: 0);
var split = context.Data.TrainTestSplit(context.Data.LoadFromEnumerable(pictures), testFraction: 0.2, seed: 0);
var pipeline = context.Transforms.ProjectToOrderedComponents("Scores", "Pixels", new FitOptions { Components = 20 })
    .Append(context.Transforms.NormalizeMeanVariance("Scores"))
    .Append(context.Transforms.Conversion.MapValueToKey("Key", "Label"))
    .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", "Scores"));

var fitted = pipeline.Fit(split.TrainSet);
context.Model.Save(fitted, split.TrainSet.Schema, "digits.zip");
var loaded = context.Model.Load("digits.zip", out _);
var metrics = context.MulticlassClassification.Evaluate(loaded.Transform(split.TestSet), "Key");
Console.WriteLine($"20 components instead of 64 pixels: {metrics.MicroAccuracy:P0} of the held-back digits are read right");

internal sealed class Digit
{
    [VectorType(64)]
    public required float[] Pixels { get; init; }

    public required string Label { get; init; }
}
