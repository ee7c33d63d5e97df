using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>A right operand laid out once for many products, as Σ is in training.</summary>
/// <remarks>Independent of the matrix it was made from; as large as that matrix, but for a few columns of padding.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed unsafe class PackedMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> panels;

    /// <summary>Packs an inner × columns matrix.</summary>
    public PackedMatrix(Matrix<T> source) : this(source, ChosenEngine<T>.Value) { }

    internal PackedMatrix(Matrix<T> source, ProductEngine<T> engine)
    {
        Engine = engine;
        Rows = source.Rows;
        Columns = source.Columns;
        panels = Matrix<T>.OfLength(engine.PackedLength(Rows, Columns));
        fixed (T* cells = &source.Origin, to = &panels.Origin)
            engine.PackRows(cells, source.Stride, Rows, Columns, to, Rows, at: 0);
    }

    /// <summary>Room for an inner × columns matrix, of zeros until it is filled.</summary>
    public PackedMatrix(int rows, int columns)
    {
        (Engine, Rows, Columns) = (ChosenEngine<T>.Value, rows, columns);
        panels = Matrix<T>.OfLength(Engine.PackedLength(rows, columns));
    }

    /// <summary>Rows of the packed matrix: the inner size of products with it.</summary>
    public int Rows { get; }

    /// <summary>Columns of the packed matrix.</summary>
    public int Columns { get; }

    /// <summary>Packs columns that lie as rows, in place of the first ones before; the others stay as they are.</summary>
    /// <param name="transposed">At most as many rows as there are columns here, and as long.</param>
    public void FillTransposed(Matrix<T> transposed)
    {
        if (transposed.Columns != Rows || transposed.Rows > Columns) transposed.RequireShape(Columns, Rows);
        fixed (T* cells = &transposed.Origin, to = &panels.Origin)
            Engine.PackColumns(cells, transposed.Stride, Rows, transposed.Rows, Columns, to);
    }

    /// <summary>The engine whose panels these are.</summary>
    internal ProductEngine<T> Engine { get; }

    /// <summary>The first element of the panels: one after the other, each of all rows. To be fixed while in use.</summary>
    internal ref T Origin => ref panels.Origin;
}
