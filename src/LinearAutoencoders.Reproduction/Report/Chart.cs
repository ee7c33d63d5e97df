namespace LinearAutoencoders.Reproduction.Report;

/// <summary>Curves that the page draws itself, so that their values can be read off.</summary>
/// <param name="Title">Heads the chart.</param>
/// <param name="XLabel">Name of the horizontal axis.</param>
/// <param name="YLabel">Name of the vertical axis.</param>
/// <param name="LogX">Whether the horizontal axis is logarithmic; values of 0 and below are not shown on it.</param>
/// <param name="LogY">Whether the vertical axis is.</param>
/// <param name="Series">The curves, in the order of the legend.</param>
internal sealed record Chart(
    string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<ChartSeries> Series);

/// <summary>A curve. A value that is not finite breaks it off there.</summary>
/// <param name="Label">Its name in the legend and in the read-out.</param>
/// <param name="Color"><c>#RRGGBB</c>, such as that of <see cref="Figures.MethodStyle"/>.</param>
/// <param name="Dash">Whether the line is dashed.</param>
/// <param name="X">Increasing.</param>
/// <param name="Y">A value for each of <paramref name="X"/>.</param>
/// <param name="Low">Lower bounds, such as the smallest of the seeds; null for none.</param>
/// <param name="High">Upper bounds; null for none.</param>
internal sealed record ChartSeries(
    string Label, string Color, bool Dash, IReadOnlyList<double> X, IReadOnlyList<double> Y,
    IReadOnlyList<double>? Low = null, IReadOnlyList<double>? High = null);
