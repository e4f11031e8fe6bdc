using Weir.Metering.Ledger.Journal;

namespace Weir.Metering.Tests.Ledger.Journal;

public sealed class ChecksumTests
{
    // The check value of CRC-32C in the catalogues, and the 32 zero bytes of RFC 3720, B.4.
    [Fact]
    public void Compute_is_CRC_32C() => Assert.Equal(0xE3069283u, Checksum.Compute(0, "123456789"u8));

    [Fact]
    public void Compute_agrees_with_RFC_3720() => Assert.Equal(0x8A9136AAu, Checksum.Compute(0, new byte[32]));

    [Fact]
    public void Compute_goes_on_from_a_sum() =>
        Assert.Equal(Checksum.Compute(7, "one two three"u8), Checksum.Compute(Checksum.Compute(7, "one "u8), "two three"u8));
}
