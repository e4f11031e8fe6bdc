using Weir.Metering.Ledger.Journal;

namespace Weir.Metering.Tests.Ledger.Journal;

public sealed class SegmentHeaderTests
{
    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        var header = SegmentHeader.Create();
        var bytes = Written(header);

        Assert.True(SegmentHeader.TryRead(bytes, out var read, out _));
        Assert.Equal(header, read);
    }

    [Fact]
    public void No_two_are_alike() => Assert.NotEqual(SegmentHeader.Create(), SegmentHeader.Create());

    [Fact]
    public void A_wrong_bit_anywhere_is_found_out()
    {
        for (var at = 0; at < SegmentHeader.Size; at++)
        {
            var bytes = Written(SegmentHeader.Create());
            bytes[at] ^= 1;
            Assert.False(SegmentHeader.TryRead(bytes, out _, out _));
        }
    }

    [Fact]
    public void A_cut_header_is_none() => Assert.False(SegmentHeader.TryRead(Written(SegmentHeader.Create()).AsSpan(0, 15), out _, out _));

    private static byte[] Written(SegmentHeader header)
    {
        var bytes = new byte[SegmentHeader.Size];
        header.Write(bytes);
        return bytes;
    }
}
