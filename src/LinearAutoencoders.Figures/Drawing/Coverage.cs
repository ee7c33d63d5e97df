using System.Numerics;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>How much of each pixel the inside of some contours covers, exactly.</summary>
/// <remarks>
///   Each edge leaves in its rows, at the pixels that it crosses, by how much the covered area to its right changes there; running sums
///   along a row are then the areas. A sum counts how often contours run around: its magnitude, not above 1, is what is covered.
/// </remarks>
internal sealed class Coverage
{
    private float[] changes = [];
    private int left, top, width, height;

    /// <summary>Takes the area of some contours that lies inside bounds.</summary>
    /// <param name="contours">In pixels; each is closed.</param>
    /// <param name="bounds">Pixels from left and top, to right and bottom exclusively.</param>
    /// <param name="paint">Is given each row: its first pixel, its y, and how much of each pixel is covered.</param>
    public void Paint(
        IReadOnlyList<IReadOnlyList<Vector2>> contours, (int Left, int Top, int Right, int Bottom) bounds,
        Action<int, int, ReadOnlySpan<float>> paint)
    {
        if (!Begin(contours, bounds)) return;
        foreach (var contour in contours)
            for (var i = 0; i < contour.Count; i++) AddEdge(contour[i], contour[(i + 1) % contour.Count]);
        for (var y = 0; y < height; y++)
        {
            var row = changes.AsSpan(y * (width + 2), width);
            var sum = 0f;
            for (var x = 0; x < width; x++)
            {
                sum += row[x];
                row[x] = MathF.Min(MathF.Abs(sum), 1);
            }
            paint(left, top + y, row);
        }
    }

    private bool Begin(IReadOnlyList<IReadOnlyList<Vector2>> contours, (int Left, int Top, int Right, int Bottom) bounds)
    {
        var (low, high) = (new Vector2(float.PositiveInfinity), new Vector2(float.NegativeInfinity));
        foreach (var contour in contours)
            foreach (var point in contour) (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        if (!(low.X <= high.X)) return false;
        left = (int)MathF.Floor(Math.Clamp(low.X, bounds.Left, bounds.Right));
        top = (int)MathF.Floor(Math.Clamp(low.Y, bounds.Top, bounds.Bottom));
        width = (int)MathF.Ceiling(Math.Clamp(high.X, bounds.Left, bounds.Right)) - left;
        height = (int)MathF.Ceiling(Math.Clamp(high.Y, bounds.Top, bounds.Bottom)) - top;
        if (width <= 0 || height <= 0) return false;
        var size = (width + 2) * height;
        if (changes.Length < size) changes = new float[size];
        else changes.AsSpan(0, size).Clear();
        return true;
    }

    private void AddEdge(Vector2 from, Vector2 to)
    {
        var corner = new Vector2(left, top);
        var (upper, lower) = from.Y < to.Y ? (from - corner, to - corner) : (to - corner, from - corner);
        var direction = from.Y < to.Y ? 1f : -1f;
        if (!(upper.Y < lower.Y)) return;
        var slope = (lower.X - upper.X) / (lower.Y - upper.Y);
        var last = Math.Min(height, (int)MathF.Ceiling(lower.Y));
        for (var y = Math.Max(0, (int)MathF.Floor(upper.Y)); y < last; y++)
        {
            var (begin, end) = (MathF.Max(y, upper.Y), MathF.Min(y + 1, lower.Y));
            var a = Math.Clamp(upper.X + (begin - upper.Y) * slope, 0, width);
            var b = Math.Clamp(upper.X + (end - upper.Y) * slope, 0, width);
            AddInRow(changes.AsSpan(y * (width + 2), width + 2), MathF.Min(a, b), MathF.Max(a, b), direction * (end - begin));
        }
    }

    /// <summary>An edge inside one row of pixels, from x = a to b ≥ a, of a height with its direction's sign.</summary>
    private static void AddInRow(Span<float> row, float a, float b, float height)
    {
        var (first, last) = ((int)a, (int)MathF.Ceiling(b));
        if (last <= first + 1)
        {
            var beyond = (a + b) / 2 - first;
            row[first] += height * (1 - beyond);
            row[first + 1] += height * beyond;
            return;
        }
        // The area to the right of the edge up to x grows like a parabola in the first and last pixel, evenly between.
        var before = 0f;
        for (var x = first; x < last; x++)
        {
            var covered = AreaUpTo(x + 1) - AreaUpTo(x);
            row[x] += height * (covered - before);
            before = covered;
        }
        row[last] += height * (1 - before);

        float AreaUpTo(float x)
        {
            var inside = Math.Clamp(x, a, b) - a;
            return inside * inside / (2 * (b - a)) + MathF.Max(0, x - b);
        }
    }
}
