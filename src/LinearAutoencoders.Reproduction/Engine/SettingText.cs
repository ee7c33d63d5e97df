using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What determined runs, in words, from their options.</summary>
internal static class SettingText
{
    /// <summary>Initial weights, and the hyperparameters of the methods that were run.</summary>
    public static IEnumerable<Setting> Of(IReadOnlyList<FinishedRun> runs)
    {
        var deviation = runs[0].Options.Training.InitialDeviation;
        yield return new("initial weights",
            $"normal, standard deviation {deviation.ToString("0.###e-0", CultureInfo.InvariantCulture)}");
        var methods = runs.Select(run => run.Model.Method).ToList();
        if (methods.OfType<NonUniformL2>().FirstOrDefault(method => method.Penalties is null) is { } penalized)
            yield return new("√λ of the penalties", Roots(penalized));
        if (methods.Select(RhoOf).FirstOrDefault(rho => rho is not null) is { } rho)
            yield return new("ρ of nested dropout", rho.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An optimizer with its hyperparameter: <c>Nesterov momentum 0.9</c>.</summary>
    public static string Of(Optimizer optimizer) => optimizer is Nesterov nesterov
        ? string.Create(CultureInfo.InvariantCulture, $"Nesterov momentum {nesterov.Momentum}") : optimizer.Title;

    /// <summary>The range of the penalties' roots.</summary>
    public static string Roots(NonUniformL2 method) =>
        string.Create(CultureInfo.InvariantCulture, $"{method.SqrtPenaltyMin} to {method.SqrtPenaltyMax}, evenly spaced");

    private static double? RhoOf(Method method) => method switch
    {
        NestedDropout dropout => dropout.Rho,
        DeterministicNestedDropout dropout => dropout.Rho,
        _ => null,
    };
}
