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
        Fill(source);
    }

    /// <summary>Rows of the packed matrix: the inner size of products with it.</summary>
    public int Rows { get; }

    /// <summary>Columns of the packed matrix.</summary>
    public int Columns { get; }

    /// <summary>Packs another matrix of the same shape, in place of the one before.</summary>
    public void Fill(Matrix<T> source)
    {
        source.RequireShape(Rows, Columns);
        fixed (T* cells = &source.Origin, to = &panels.Origin)
            Engine.PackRows(cells, source.Stride, Rows, Columns, to, Rows, at: 0);
    }

    /// <summary>The engine whose panels these are.</summary>
    internal ProductEngine<T> Engine { get; }

    /// <summary>The first element of the panels: one after the other, each of all rows. To be fixed while in use.</summary>
    internal ref T Origin => ref panels.Origin;
}
