using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Table 4: the learning rates of figure 4, per k.</summary>
internal sealed class LearningRatesUsed : IExperiment
{
    private static readonly Method[] Methods = [new NonUniformL2(), new Rag(), new NestedDropout(), new DeterministicNestedDropout(), new LinearVae()];

    public string Id => "table4";

    public IReadOnlyList<RunOptions> Runs(Setup setup) => [];

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => [];

    public ReportSection Write(Outcome outcome)
    {
        var setup = outcome.Setup;
        var text = new StringBuilder("method,optimizer,k,learning_rate\n");
        foreach (var model in Model.All([new Nesterov(), new Adam()], Methods))
            foreach (var k in setup.Profile.LatentDimensions)
                text.Append(CultureInfo.InvariantCulture, $"{model.Method.Name},{model.Optimizer.Name},{k},{Rate(setup, model, k):R}\n");
        AtomicFile.WriteText(outcome.PathOf("table4.csv"), text.ToString());
        return new ReportSection(
            Id, "Learning rates of figure 4", "The learning rates that figure 4 was made with, for each latent dimension. They are the paper's.",
            [new Setting("data", "that of figure 4"), new Setting("profile", setup.Profile.Name)], setup.Command(Id), [], [],
            [Table(setup, new Nesterov()), Table(setup, new Adam())], []);
    }

    private static ReportTable Table(Setup setup, Optimizer optimizer) => new(
        optimizer.Title, ["model", .. setup.Profile.LatentDimensions.Select(k => $"k = {k}")],
        [.. Methods.Select(method => (IReadOnlyList<string>)
            [method.Title, .. setup.Profile.LatentDimensions.Select(k => Rate(setup, new Model(method, optimizer), k).ToString("0e-0", CultureInfo.InvariantCulture))])]);

    private static double Rate(Setup setup, Model model, int k) => setup.OnSynthetic(model, k).Training.LearningRate!.Value;
}
