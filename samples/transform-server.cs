#:sdk Microsoft.NET.Sdk.Web
#:project ../src/LinearAutoencoders.Data
#:property PublishAot=false
#:property RunAnalyzers=false

// A server that gives the scores of samples, and says of each whether it is like those that the model was fitted to.
//
//   dotnet run samples/transform-server.cs -- --urls http://127.0.0.1:5017
//   curl -X POST http://127.0.0.1:5017/scores -H 'Content-Type: application/json' -d '[[0,0,5,…]]'

using LinearAutoencoders.Components;
using LinearAutoencoders.Data;

const string file = "digits.npz";
if (!File.Exists(file)) PrincipalComponents.Fit(DataSource.Open("digits").Source, new FitOptions { Components = 10 }).Save(file);

// A model does not change: all requests share it.
var model = ModelFile.Load(file);
var limits = model.Limits(confidence: 0.99);

var server = WebApplication.CreateBuilder(args).Build();
server.MapGet("/model", () => new { model.Dimension, model.Count, model.ExplainedVarianceRatio });
server.MapPost("/scores", Scores);
server.Run();

IResult Scores(double[][] samples) => Array.Find(samples, sample => sample.Length != model.Dimension) is { } wrong
    ? Results.BadRequest($"a sample has {wrong.Length} values; the model takes {model.Dimension}")
    : Results.Ok(samples.Select(Judged));

object Judged(double[] sample)
{
    var scores = new double[model.Count];
    model.Transform(sample, scores);
    var score = model.Score(sample);
    return new { scores, IsUsual = score.TSquared < limits.TSquared && score.SquaredPredictionError < limits.SquaredPredictionError };
}
