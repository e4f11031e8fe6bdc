using System.Data.Common;

namespace Weir.Metering.Budgets.Booking;

/// <summary>A transaction on the books. What is not committed is rolled back when it is disposed of.</summary>
internal sealed class BookTurn : IDisposable
{
    private readonly DbTransaction? _transaction;
    private readonly BookCommand? _commit;
    private readonly BookCommand? _rollback;
    private bool _isOver;

    public BookTurn(DbTransaction transaction) => _transaction = transaction;

    /// <summary>One that was begun by a statement: SQLite's, prepared once, where the driver would read "COMMIT" anew each time.</summary>
    public BookTurn(BookCommand commit, BookCommand rollback) => (_commit, _rollback) = (commit, rollback);

    /// <summary>What a statement of another kind has to name to be part of it; null where there is no need.</summary>
    public DbTransaction? Transaction => _transaction;

    public void Commit()
    {
        _transaction?.Commit();
        _commit?.Run();
        _isOver = true;
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            _rollback?.Run();
        }
        catch (DbException)
        {
            // SQLite has rolled back already: a full disk, for one.
        }
    }
}
