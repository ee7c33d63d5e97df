#:project ../src/LinearAutoencoders.Data
#:package Microsoft.ML.OnnxRuntime
#:property PublishAot=false

// A model as an ONNX graph, which runs wherever ONNX Runtime does: other languages, browsers, phones.
//
//   dotnet run samples/onnx.cs

using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

var digits = DataSource.Open("digits");
var model = PrincipalComponents.Fit(digits.Source, new FitOptions { Components = 10 });
using (var file = File.Create("digits.onnx")) model.SaveOnnx(file);

double[] sample = [.. model.Mean];
sample[27] += 8;
var expected = new double[model.Count];
model.Transform(sample, expected);

using var session = new InferenceSession("digits.onnx");
var input = new DenseTensor<float>(Array.ConvertAll(sample, value => (float)value), [1, model.Dimension]);
using var results = session.Run([NamedOnnxValue.CreateFromTensor("samples", input)]);
var scores = results.Single().AsTensor<float>();
var farthest = expected.Select((score, i) => Math.Abs(score - scores[0, i])).Max();
Console.WriteLine($"10 scores by ONNX Runtime, off by {farthest:E0} at most: {(farthest < 1e-4 ? "the same" : "not the same")}");
