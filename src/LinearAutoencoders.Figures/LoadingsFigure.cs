using System.Collections.Immutable;
using LinearAutoencoders.Components;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>What each column of the data contributes to each of the leading components, as bars.</summary>
public sealed class LoadingsFigure : Figure
{
    /// <summary>More components than these are not drawn.</summary>
    public const int MostComponents = 6;

    private const float Left = 34;
    private const float Right = 14;
    private const float PanelHeight = 70;
    private const float PanelGap = 22;
    private const float LongestName = 70;

    // So many bars have room for a name each.
    private const int MostNames = 48;

    private readonly PrincipalComponents model;
    private readonly ImmutableArray<string> names;
    private readonly Caption caption;
    private readonly int count;

    /// <summary>A figure of a model's loadings.</summary>
    /// <param name="model">The model; columns without a name have their number.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    public LoadingsFigure(PrincipalComponents model, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        count = Math.Min(model.Count, MostComponents);
        names = [.. model.ColumnNames ?? Enumerable.Range(1, model.Dimension).Select(j => Ticks.Format(j))];
        caption = new Caption(title, null);
    }

    internal override float Height => PanelTop(count - 1) + PanelHeight + (HasNames ? NamesHeight + 8 : 30);

    private bool HasNames => names.Length <= MostNames;

    private float NamesHeight => names.Max(name => Text.Measure(Shown(name), Theme.TickSize));

    private float PanelTop(int i) => caption.Height + 18 + i * (PanelHeight + PanelGap);

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        for (var i = 0; i < count; i++)
        {
            var panel = new Panel($"Component {Ticks.Format(i + 1)}", ColumnAxis(isLast: i == count - 1), ValueAxis())
            {
                HasVerticalGrid = false,
            };
            panel.AddBars(model.Components.Row(i).ToArray(), value => Color.Parse(value < 0 ? "#2166AC" : "#B2182B"));
            panel.Draw(canvas, new Area(Left, PanelTop(i), Width - Left - Right, PanelHeight));
        }
        if (HasNames) DrawNames(canvas);
    }

    private void DrawNames(Canvas canvas)
    {
        var axis = ColumnAxis(isLast: true);
        var top = PanelTop(count - 1) + PanelHeight + 5;
        for (var j = 0; j < names.Length; j++)
        {
            var x = Left + (float)((j + 1 - axis.Low) / (axis.High - axis.Low)) * (Width - Left - Right);
            var name = Shown(names[j]);
            Text.DrawUpwards(
                canvas, name, x + Text.CapHeight * Theme.TickSize / 2, top + Text.Measure(name, Theme.TickSize) / 2, Theme.TickSize,
                Theme.Ink);
        }
    }

    private PanelAxis ColumnAxis(bool isLast)
    {
        var ticks = HasNames ? [] : Ticks.Linear(1, names.Length, 10, wholeNumbers: true);
        return PanelAxis.Between(0.5, names.Length + 0.5, isLast ? ticks : [.. ticks.Select(tick => Tick.Major(tick.Position, ""))],
            isLast && !HasNames ? "Column" : "");
    }

    private PanelAxis ValueAxis()
    {
        var largest = Enumerable.Range(0, count).Max(i => model.Components.Row(i).ToArray().Max(Math.Abs));
        return PanelAxis.Linear(-largest, largest, 4);
    }

    private static string Shown(string name) => Text.Fit(name, LongestName, Theme.TickSize);
}
