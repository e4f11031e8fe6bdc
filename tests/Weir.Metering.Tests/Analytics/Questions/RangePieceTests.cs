using Weir.Metering.Analytics.Questions;
using Weir.Metering.Analytics.Rollups;

namespace Weir.Metering.Tests.Analytics.Questions;

public sealed class RangePieceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pieces_follow_each_other_and_each_is_whole(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var from = random.NextInt64(0, 4_000_000_000_000);
            var until = from + (long)Math.Exp(random.NextDouble() * Math.Log(4e11));
            var finest = (RollupLevel)random.Next(1, 5);
            var at = from;
            foreach (var piece in RangePiece.Cut(from, until, finest))
            {
                Assert.Equal(at, piece.From);
                Assert.True(piece.Until > piece.From);
                Assert.True(piece.Level == RollupLevel.Unknown || (piece.Level >= finest && piece.Level.Floor(piece.From) == piece.From && piece.Level.Floor(piece.Until) == piece.Until));
                at = piece.Until;
            }

            Assert.Equal(until, at);
        }
    }

    [Fact]
    public void A_year_is_twelve_months()
    {
        var piece = Assert.Single(RangePiece.Cut(Milliseconds(2026, 1), Milliseconds(2027, 1), RollupLevel.Hour));
        Assert.Equal(RollupLevel.Month, piece.Level);
    }

    private static long Milliseconds(int year, int month) => new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
