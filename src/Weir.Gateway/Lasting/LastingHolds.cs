using System.Collections.Concurrent;
using Weir.Metering.Budgets;

namespace Weir.Gateway.Lasting;

/// <summary>
/// The holds of what lasts longer than the call that began it. A hold bears the id of the ledger row that will settle it, so that after a restart the books find it there.
/// </summary>
internal sealed class LastingHolds(BudgetBook book)
{
    private readonly ConcurrentDictionary<string, Reservation> _open = new(StringComparer.Ordinal);

    /// <summary>Keeps a hold until the row of this id is booked.</summary>
    public void Keep(string rowId, Reservation reservation) => _open[rowId] = reservation;

    /// <summary>Gives holds back: nothing was begun.</summary>
    public void Release(IEnumerable<string> rowIds)
    {
        foreach (var id in rowIds)
        {
            Settle(id, Charge.Nothing);
        }
    }

    /// <summary>Counts holds as spent until a person says better: it may have begun, and nobody can ask after it.</summary>
    public void Doubt(IEnumerable<string> rowIds)
    {
        foreach (var id in rowIds)
        {
            Doubt(id);
        }
    }

    /// <summary>Counts a hold as spent until a person says better. One of an earlier run the books count so by the ledger's row, which is an estimate.</summary>
    public void Doubt(string rowId)
    {
        if (_open.TryRemove(rowId, out var reservation))
        {
            book.Doubt(reservation);
        }
    }

    /// <summary>Counts holds as spent: nobody will ever know what it cost.</summary>
    public void GiveUp(IEnumerable<string> rowIds)
    {
        foreach (var id in rowIds)
        {
            if (_open.TryRemove(id, out var reservation))
            {
                book.Settle(reservation, reservation.Worst);
            }
        }
    }

    /// <summary>Settles a hold by what the ledger has. One of an earlier run the books settle by the row itself.</summary>
    public void Settle(string rowId, in Charge real)
    {
        if (_open.TryRemove(rowId, out var reservation))
        {
            book.Settle(reservation, real);
        }
    }
}
