using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Tests.Ledger.Records;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Numbers_come_back(long number)
    {
        var bytes = new byte[RecordWriter.MaxNumberSize];
        var writer = new RecordWriter(bytes);
        writer.Number(number);

        var kind = new RecordReader(bytes.AsSpan(0, writer.Length)).Next(out var read, out _);

        Assert.Equal(ValueKind.Number, kind);
        Assert.Equal(number, read);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var text = new string('a', RecordWriter.MaxTextLength - 1) + "🌊 and more";
        var bytes = new byte[RecordWriter.MaxTextSize(text)];
        var writer = new RecordWriter(bytes);
        writer.Text(text);

        new RecordReader(bytes.AsSpan(0, writer.Length)).Next(out _, out var read);

        Assert.Equal(new string('a', RecordWriter.MaxTextLength - 1), System.Text.Encoding.UTF8.GetString(read));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 9 })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 0x80 })]
    [InlineData(new byte[] { 2, 5, 65 })]
    [InlineData(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    public void Malformed_bytes_are_refused(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new RecordReader(bytes).Next(out _, out _));
}
