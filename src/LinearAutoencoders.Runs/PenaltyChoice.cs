using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Runs;

/// <summary>The penalties where none are asked for.</summary>
internal static class PenaltyChoice
{
    /// <summary>The method with the paper's penalties on the paper's data, elsewhere with those that are best for the spectrum.</summary>
    /// <param name="method">One of any kind: others than penalized ones stay as they are.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="recipe">What <c>synthetic</c> drew; null: the published recipe.</param>
    /// <param name="spectrum">The data's eigenvalues.</param>
    /// <param name="latentDimension">k.</param>
    public static Method For(Method method, Dataset dataset, SyntheticRecipe? recipe, Spectrum spectrum, int latentDimension) =>
        method is PenalizedMethod { FollowsSpectrum: true, AsksForOptimal: false } penalized
        && PublishedData.NameOf(dataset, recipe) is not null
            ? penalized.WithPapersRange() : method.ForSpectrum(spectrum, latentDimension);

    /// <summary>What was chosen, in a sentence; null where nothing was.</summary>
    /// <param name="asked">As the run was asked for.</param>
    /// <param name="resolved">As it is.</param>
    public static string? Note(RunOptions asked, RunOptions resolved)
    {
        if (asked.Training.Method is not PenalizedMethod { FollowsSpectrum: true }) return null;
        var penalized = (PenalizedMethod)resolved.Training.Method;
        return $"penalties {Text(penalized, resolved.Training.LatentDimension)}, "
            + (penalized.Penalties is null ? "those of the paper" : "the best for this spectrum; --penalties paper: those of the paper");
    }

    /// <summary>The first and the last of a run's penalties: <c>3.699 to 33.29</c>; null where it has none.</summary>
    public static string? Range(RunOptions resolved) => resolved.Training.Method is PenalizedMethod penalized
        ? Text(penalized, resolved.Training.LatentDimension) : null;

    private static string Text(PenalizedMethod method, int latentDimension)
    {
        if (method is UniformL2 uniform) return NumberText.Number(uniform.PenaltyFor(latentDimension));
        var penalties = method.PenaltiesFor(latentDimension);
        return $"{NumberText.Number(penalties[0])} to {NumberText.Number(penalties[^1])}";
    }
}
