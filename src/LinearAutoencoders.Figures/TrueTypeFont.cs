using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Outlines and widths of a TrueType font, read from its bytes.</summary>
/// <remarks>
///   From the tables <c>cmap</c>, <c>hmtx</c>, <c>loca</c> and <c>glyf</c>; see the OpenType specification. Neither hints nor kerning:
///   figures have few words, drawn large.
/// </remarks>
internal sealed class TrueTypeFont
{
    private const int LongPlaces = 1;

    private readonly byte[] bytes;
    private readonly int characters, widths, places, outlines;
    private readonly int widthCount;
    private readonly bool hasLongPlaces;

    /// <summary>A font of these bytes; they are trusted.</summary>
    public TrueTypeFont(byte[] bytes)
    {
        this.bytes = bytes;
        var head = Table("head");
        UnitsPerEm = U16(head + 18);
        hasLongPlaces = I16(head + 50) == LongPlaces;
        widthCount = U16(Table("hhea") + 34);
        (characters, widths, places, outlines) = (UnicodeCharacters(Table("cmap")), Table("hmtx"), Table("loca"), Table("glyf"));
    }

    /// <summary>How many units of the outlines are the font's size.</summary>
    public int UnitsPerEm { get; }

    /// <summary>The glyph of a character; 0, the glyph for what is missing, where there is none.</summary>
    public int GlyphOf(char character)
    {
        var segments = U16(characters + 6) / 2;
        var (ends, starts) = (characters + 14, characters + 16 + 2 * segments);
        for (var i = 0; i < segments; i++)
        {
            if (U16(ends + 2 * i) < character) continue;
            var (start, place) = (U16(starts + 2 * i), starts + 2 * (2 * segments + i));
            if (start > character) return 0;
            var delta = U16(starts + 2 * (segments + i));
            var offset = U16(place);
            var glyph = offset == 0 ? character : U16(place + offset + 2 * (character - start));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }
        return 0;
    }

    /// <summary>How far the next glyph is.</summary>
    public int WidthOf(int glyph) => U16(widths + 4 * Math.Min(glyph, widthCount - 1));

    /// <summary>Adds a glyph's outline to a path, its units mapped to the path's.</summary>
    public void AddOutline(Outline outline, int glyph, Matrix3x2 map)
    {
        var (start, end) = (PlaceOf(glyph), PlaceOf(glyph + 1));
        if (start == end) return;
        var contours = I16(outlines + start);
        if (contours >= 0) AddContours(outline, outlines + start + 10, contours, map);
        else AddParts(outline, outlines + start + 10, map);
    }

    private int PlaceOf(int glyph) =>
        hasLongPlaces ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(places + 4 * glyph)) : 2 * U16(places + 2 * glyph);

    /// <summary>A glyph made of others, each moved and scaled.</summary>
    private void AddParts(Outline outline, int at, Matrix3x2 map)
    {
        const int hasWords = 1, hasScale = 8, more = 32, hasTwoScales = 64, hasMatrix = 128;
        int flags;
        do
        {
            (flags, var glyph) = (U16(at), U16(at + 2));
            at += 4;
            var part = Matrix3x2.Identity;
            (part.M31, part.M32) = (flags & hasWords) != 0 ? (I16(at), I16(at + 2)) : ((sbyte)bytes[at], (sbyte)bytes[at + 1]);
            at += (flags & hasWords) != 0 ? 4 : 2;
            if ((flags & hasScale) != 0) part.M11 = part.M22 = Fraction(ref at);
            else if ((flags & hasTwoScales) != 0) (part.M11, part.M22) = (Fraction(ref at), Fraction(ref at));
            else if ((flags & hasMatrix) != 0)
                (part.M11, part.M12, part.M21, part.M22) = (Fraction(ref at), Fraction(ref at), Fraction(ref at), Fraction(ref at));
            AddOutline(outline, glyph, part * map);
        }
        while ((flags & more) != 0);
    }

    private void AddContours(Outline outline, int at, int contours, Matrix3x2 map)
    {
        var ends = Enumerable.Range(0, contours).Select(i => U16(at + 2 * i)).ToArray();
        var (points, onCurve) = ReadPoints(at + 2 * contours, contours == 0 ? 0 : ends[^1] + 1);
        for (var i = 0; i < points.Length; i++) points[i] = Vector2.Transform(points[i], map);
        for (int i = 0, start = 0; i < contours; start = ends[i++] + 1)
            AddContour(outline, points.AsSpan(start, ends[i] + 1 - start), onCurve.AsSpan(start, ends[i] + 1 - start));
    }

    /// <summary>The points of a simple glyph: flags that repeat, then the steps along x, then those along y.</summary>
    private (Vector2[] Points, bool[] OnCurve) ReadPoints(int at, int count)
    {
        const int onCurve = 1, xIsByte = 2, yIsByte = 4, repeats = 8, xIsSameOrPositive = 16, yIsSameOrPositive = 32;
        at += 2 + U16(at);  // over the instructions
        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            flags[i] = bytes[at++];
            if ((flags[i] & repeats) == 0) continue;
            for (var left = bytes[at++]; left > 0; left--, i++) flags[i + 1] = flags[i];
        }
        var points = new Vector2[count];
        for (int i = 0, x = 0; i < count; i++)
            points[i].X = x += Step(flags[i] & xIsByte, flags[i] & xIsSameOrPositive);
        for (int i = 0, y = 0; i < count; i++)
            points[i].Y = y += Step(flags[i] & yIsByte, flags[i] & yIsSameOrPositive);
        return (points, Array.ConvertAll(flags, flag => (flag & onCurve) != 0));

        int Step(int isByte, int isSameOrPositive)
        {
            if (isByte != 0) return isSameOrPositive != 0 ? bytes[at++] : -bytes[at++];
            if (isSameOrPositive != 0) return 0;
            at += 2;
            return I16(at - 2);
        }
    }

    /// <summary>A closed curve of lines and parabolas; between two control points in a row lies a point of the curve.</summary>
    private static void AddContour(Outline outline, ReadOnlySpan<Vector2> points, ReadOnlySpan<bool> onCurve)
    {
        var first = onCurve.IndexOf(true);
        var begin = first >= 0 ? points[first] : Middle(points[0], points[^1]);
        outline.MoveTo(begin);
        Vector2? control = null;
        for (var i = 1; i <= points.Length; i++)
        {
            var next = (first + i) % points.Length;
            if (control is { } pending) outline.ParabolaTo(pending, onCurve[next] ? points[next] : Middle(pending, points[next]));
            else if (onCurve[next]) outline.LineTo(points[next]);
            control = onCurve[next] ? null : points[next];
        }
        if (control is { } last) outline.ParabolaTo(last, begin);
        outline.Close();
    }

    private static Vector2 Middle(Vector2 a, Vector2 b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private int Table(string name)
    {
        var tag = Encoding.ASCII.GetBytes(name);
        for (var (i, entry) = (0, 12); i < U16(4); i++, entry += 16)
            if (bytes.AsSpan(entry, 4).SequenceEqual(tag)) return (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(entry + 8));
        throw new InvalidDataException($"the font has no table '{name}'");
    }

    /// <summary>The map from characters of Unicode's first plane, format 4.</summary>
    private int UnicodeCharacters(int table)
    {
        const int windows = 3, unicode = 1;
        for (var (i, entry) = (0, table + 4); i < U16(table + 2); i++, entry += 8)
            if (U16(entry) == windows && U16(entry + 2) == unicode)
                return table + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(entry + 4));
        throw new InvalidDataException("the font has no map of Unicode's characters");
    }

    private float Fraction(ref int at)
    {
        at += 2;
        return I16(at - 2) / 16384f;
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at));
}
