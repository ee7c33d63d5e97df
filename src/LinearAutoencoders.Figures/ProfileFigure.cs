using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A positive quantity over whole numbers, such as eigenvalues over components or condition numbers over k.</summary>
/// <param name="Style">What tells the line from others.</param>
/// <param name="X">Whole numbers, increasing.</param>
/// <param name="Y">A value for each; a line ends before the first that is not finite.</param>
public sealed record Profile(CurveStyle Style, IReadOnlyList<int> X, IReadOnlyList<double> Y);

/// <summary>Profiles with a logarithmic axis.</summary>
public sealed class ProfileFigure : Figure
{
    private const float Left = 34;
    private const float Right = 14;
    private const float DataHeight = 190;

    private readonly ImmutableArray<Profile> profiles;
    private readonly ImmutableArray<CurveAppearance> appearances;
    private readonly string heading, axis;
    private readonly Caption caption;
    private readonly Legend legend;

    /// <summary>A figure of these profiles.</summary>
    /// <param name="profiles">One or more, drawn in this order.</param>
    /// <param name="heading">What the values are.</param>
    /// <param name="axis">What the whole numbers are.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is none, or one without points or with a value missing.</exception>
    public ProfileFigure(IReadOnlyList<Profile> profiles, string heading, string axis, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        if (profiles.Count == 0) throw new ArgumentException("a figure needs at least one profile", nameof(profiles));
        if (profiles.FirstOrDefault(profile => profile.X.Count == 0 || profile.X.Count != profile.Y.Count) is { } wrong)
            throw new ArgumentException($"'{wrong.Style.Label}' has {wrong.X.Count} places but {wrong.Y.Count} values", nameof(profiles));
        this.profiles = [.. profiles];
        (this.heading, this.axis) = (heading, axis);
        caption = new Caption(title, subtitle);
        List<string> labels = [.. profiles.Select(profile => profile.Style.Label).Distinct()];
        appearances = [.. profiles.Select(profile => CurveAppearance.Of(profile.Style, labels.IndexOf(profile.Style.Label)))];
        legend = Legend.Of(appearances, markers: true);
    }

    internal override float Height => DataTop + DataHeight + 32 + legend.Height + 4;

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var scale = LogScale.For(profiles.SelectMany(profile => profile.Y));
        var (first, last) = (profiles.Min(profile => profile.X[0]), profiles.Max(profile => profile.X[^1]));
        var panel = new Panel(
            heading, PanelAxis.Linear(first, Math.Max(last, first + 1), 11, axis, wholeNumbers: true), scale.Axis(mostTicks: 9));
        foreach (var (profile, appearance) in profiles.Zip(appearances))
            new CurveLine(appearance) { Markers = true }.AddTo(panel, [.. profile.X.Select(x => (double)x)], scale.Apply(profile.Y));
        panel.Draw(canvas, new Area(Left, DataTop, Width - Left - Right, DataHeight));
        legend.Draw(canvas, DataTop + DataHeight + 32);
    }
}
