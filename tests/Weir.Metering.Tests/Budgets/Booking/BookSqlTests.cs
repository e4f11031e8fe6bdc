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
            sql.WriteWindow("gateway/daily/usd", 0, spent: 5, held: 7, isNew: true);
            transaction.Commit();
        }

        Assert.Empty(sql.ReadHolds());
        Assert.Equal(7, Assert.Single(sql.ReadHeld()).Held);
        Assert.Equal((5, 7), sql.ReadWindow("gateway/daily/usd", 0));
    }
}
