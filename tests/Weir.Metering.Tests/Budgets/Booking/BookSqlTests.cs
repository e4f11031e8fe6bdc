using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Booking;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets.Booking;

public sealed class BookSqlTests
{
    [Fact]
    public async Task What_is_read_between_transactions_needs_none()
    {
        await using var room = await MeteringRoom.OpenAsync();
        await using var connection = await room.Get<Database>().OpenAsync(MeteringRoom.Token);
        using var sql = new BookSql(connection);
        using (var transaction = sql.Begin())
        {
            sql.TakeTurn("gateway/daily/usd");
            var window = new Window("gateway/daily/usd", 0, 0, 0, isNew: true);
            window.Spend(5);
            window.Hold(new HoldShare("gateway/daily/usd", 0, BudgetUnit.Usd, 7));
            sql.WriteWindows([window]);
            transaction.Commit();
        }

        Assert.Empty(sql.ReadHolds());
        Assert.Equal(7, Assert.Single(sql.ReadHeld()).Held);
        Assert.Equal(("gateway/daily/usd", 0, 5, 7), Assert.Single(sql.ReadWindows([("gateway/daily/usd", 0), ("gateway/daily/usd", 1)])));
    }
}
