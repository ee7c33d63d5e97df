#:project ../src/LinearAutoencoders.Data
#:property PublishAot=false

// Components fitted, saved, loaded, and applied to new samples.
//
//   dotnet run samples/fit-apply.cs

using LinearAutoencoders.Components;
using LinearAutoencoders.Data;

var digits = DataSource.Open("digits");
var fitted = PrincipalComponents.Fit(digits.Source, new FitOptions { Components = 10 });
foreach (var component in fitted.Certificate!.Components) Console.WriteLine(component.Explanation);
fitted.Save("digits.npz");

var model = ModelFile.Load("digits.npz");
double[] sample = [.. model.Mean];          // 64 grey values; here the mean picture,
sample[27] += 8;                            // with one pixel brighter
var scores = new double[model.Count];
model.Transform(sample, scores);
Console.WriteLine($"scores: {string.Join(", ", scores.Select(score => score.ToString("0.00")))}");

var (score, limits) = (model.Score(sample), model.Limits(confidence: 0.99));
Console.WriteLine($"T² {score.TSquared:0.00}, below {limits.TSquared:0.00} for 99 % of samples like those fitted to");
Console.WriteLine($"SPE {score.SquaredPredictionError:0.00}, below {limits.SquaredPredictionError:0.00} for 99 % of them");
Console.WriteLine($"{model.Count} of {model.Dimension} components: {model.ExplainedVarianceRatio.Sum():P1} of the variance");
