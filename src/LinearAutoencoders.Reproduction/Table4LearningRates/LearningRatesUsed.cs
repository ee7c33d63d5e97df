using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Table4LearningRates;

/// <summary>Table 4: the learning rates of figure 4, per k.</summary>
internal sealed class LearningRatesUsed : IExperiment
{
    private static readonly Optimizer[] Optimizers = [new Nesterov(), new Adam()];

    private static readonly Method[] Methods =
        [NonUniformL2.Paper, new Rag(), new NestedDropout(), new DeterministicNestedDropout(), new LinearVae()];

    public string Id => "table4";

    public bool IsOnData => false;

    public ReportSection Write(Outcome outcome)
    {
        var setup = outcome.Setup;
        File(setup).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = "Learning rates of figure 4",
            Caption = "The learning rates that figure 4 was made with, for each latent dimension. They are the paper's.",
            Settings = [new("data", "that of figure 4"), new("profile", setup.Sizes.Name)],
            Command = outcome.Command,
            Tables = [.. Optimizers.Select(optimizer => Table(setup, optimizer))],
        };
    }

    private static CsvTable File(Setup setup)
    {
        var table = new CsvTable("method", "optimizer", "k", "learning_rate");
        foreach (var model in Model.All(Optimizers, Methods))
            foreach (var k in setup.Sizes.LatentDimensions)
                table.Add(model.Method.Name, model.Optimizer.Name, k, Rate(setup, model, k));
        return table;
    }

    private static ReportTable Table(Setup setup, Optimizer optimizer)
    {
        return new ReportTable(optimizer.Title, ["model", .. setup.Sizes.LatentDimensions.Select(k => $"k = {k}")],
            [.. Methods.Select(method => (IReadOnlyList<string>)
                [method.Title, .. setup.Sizes.LatentDimensions.Select(k => Text(new Model(method, optimizer), k))])]);

        string Text(Model model, int k) => Rate(setup, model, k).ToString("0e-0", CultureInfo.InvariantCulture);
    }

    private static double Rate(Setup setup, Model model, int k) => setup.OnSynthetic(model, k).Training.LearningRate!.Value;
}
