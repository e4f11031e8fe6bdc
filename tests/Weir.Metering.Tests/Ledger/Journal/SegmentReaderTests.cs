using System.Text;
using Weir.Metering.Ledger.Journal;

namespace Weir.Metering.Tests.Ledger.Journal;

public sealed class SegmentReaderTests : IDisposable
{
    private static readonly string[] Records = ["the first record", "2", "and a third one, somewhat longer than the others"];

    private readonly SegmentHeader _header = SegmentHeader.Create();
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"weir-segment-{Guid.NewGuid():n}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_whole_segment_gives_all_its_records()
    {
        var segment = Segment(Records);

        var read = Read(segment);

        Assert.Equal(Records, read.Records);
        Assert.Equal(segment.Length, read.Offset);
        Assert.Equal(0, read.Skipped);
    }

    [Fact]
    public void A_segment_cut_at_any_byte_gives_the_records_before_the_cut()
    {
        var segment = Segment(Records);
        var ends = Records.Select((_, i) => Segment(Records[..(i + 1)]).Length).ToList();

        for (var length = SegmentHeader.Size; length < segment.Length; length++)
        {
            var read = Read(segment[..length]);

            Assert.Equal(Records[..ends.Count(end => end <= length)], read.Records);
            Assert.Equal(0, read.Skipped);
        }
    }

    [Fact]
    public void A_wrong_bit_anywhere_costs_one_record_and_no_other()
    {
        for (var at = SegmentHeader.Size; at < Segment(Records).Length; at++)
        {
            var segment = Segment(Records);
            segment[at] ^= 0x10;
            var hit = Enumerable.Range(0, Records.Length).First(i => at < Segment(Records[..(i + 1)]).Length);

            var read = Read(segment);

            Assert.Equal(Records.Where((_, i) => i != hit), read.Records);
            Assert.Equal(hit < Records.Length - 1, read.Skipped > 0);
        }
    }

    [Fact]
    public void A_hole_is_passed_over()
    {
        var segment = Segment(Records);
        var (start, end) = (Segment(Records[..1]).Length, Segment(Records[..2]).Length);
        segment.AsSpan(start..end).Clear();

        var read = Read(segment);

        Assert.Equal([Records[0], Records[2]], read.Records);
        Assert.Equal(end - start, read.Skipped);
    }

    [Fact]
    public void A_hole_of_a_megabyte_is_passed_over()
    {
        byte[] segment = [.. Segment(Records), .. new byte[1024 * 1024 + 7], .. Segment(Records)[SegmentHeader.Size..]];

        Assert.Equal([.. Records, .. Records], Read(segment).Records);
    }

    [Fact]
    public void Zeros_at_the_end_are_no_damage()
    {
        var read = Read([.. Segment(Records), .. new byte[5000]]);

        Assert.Equal(Records, read.Records);
        Assert.Equal(0, read.Skipped);
    }

    [Fact]
    public void A_record_inside_a_damaged_record_is_not_taken_for_one()
    {
        // What somebody could do who knows the format, but not this segment's random numbers.
        var forged = Encoding.Latin1.GetString(Segment(["forged"], new SegmentHeader(1, 2))[SegmentHeader.Size..]);
        var segment = Segment([forged, "honest"]);
        segment[SegmentHeader.Size + 8] ^= 1;

        Assert.Equal(["honest"], Read(segment).Records);
    }

    [Fact]
    public void Records_larger_than_the_buffer_are_read()
    {
        string[] large = [new('a', 100_000), new('b', 3_000_000), "small", new('c', 300_000)];

        Assert.Equal(large, Read(Segment(large)).Records);
    }

    [Fact]
    public void Reading_goes_on_where_it_stopped_and_stops_at_its_limit()
    {
        var segment = Segment(Records);
        var (first, second) = (Segment(Records[..1]).Length, Segment(Records[..2]).Length);

        var read = Read(segment, first, second);

        Assert.Equal([Records[1]], read.Records);
        Assert.Equal(second, read.Offset);
    }

    private byte[] Segment(string[] records) => Segment(records, _header);

    private static byte[] Segment(string[] records, SegmentHeader header)
    {
        var segment = new byte[SegmentHeader.Size];
        header.Write(segment);
        foreach (var record in records)
        {
            byte[] frame = [.. new byte[Frame.HeaderSize], .. Encoding.Latin1.GetBytes(record)];
            Frame.Seal(frame, header);
            segment = [.. segment, .. frame];
        }

        return segment;
    }

    private (List<string> Records, long Offset, long Skipped) Read(byte[] segment, long from = 0, long? limit = null)
    {
        File.WriteAllBytes(_path, segment);
        using var file = File.OpenHandle(_path);
        using var reader = new SegmentReader(file, _header, from, limit ?? segment.Length);
        var records = new List<string>();
        while (reader.TryRead(out var record))
        {
            records.Add(Encoding.Latin1.GetString(record));
        }

        return (records, reader.Offset, reader.SkippedBytes);
    }
}
