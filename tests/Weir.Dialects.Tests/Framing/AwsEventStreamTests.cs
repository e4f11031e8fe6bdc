using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Framing;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Framing;

public sealed class AwsEventStreamTests
{
    public static IEnumerable<TheoryDataRow<string>> Streams() =>
        RecordedTraffic.Rows(static entry => entry is { Dialect: "bedrock-converse" or "bedrock-invoke", Kind: "stream", File: "stream.bin" });

    public static IEnumerable<TheoryDataRow<string>> Invocations() => RecordedTraffic.Rows(static entry => entry is { Dialect: "bedrock-invoke", Kind: "stream" });

    [Fact]
    public void The_checksum_is_the_one_of_zip() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Frames_are_written_byte_for_byte_as_AWS_does(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        var written = new ArrayBufferWriter<byte>();
        foreach (var (type, data) in Frames(new AwsEventStreamFramer(), recorded, recorded.Length))
        {
            AwsEventStreamWriter.Write(written, type!, data);
        }

        Assert.Equal(recorded, written.WrittenSpan);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public void Frames_are_the_same_however_the_bytes_are_cut(int size)
    {
        var bytes = TwoFrames();

        var frames = Frames(new AwsEventStreamFramer(), bytes, size);

        Assert.Equal(["first", "exception:throttlingException"], frames.Select(static frame => frame.Event));
        Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString(frames[0].Data));
        Assert.Equal("""{"message":"slow"}""", Encoding.UTF8.GetString(frames[1].Data));
    }

    [Fact]
    public void A_changed_byte_anywhere_is_found_or_leaves_a_frame_unfinished()
    {
        var bytes = TwoFrames();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => Frames(new AwsEventStreamFramer(), changed, changed.Length));
        }
    }

    [Fact]
    public void A_frame_that_breaks_off_is_damage()
    {
        var bytes = TwoFrames();
        var whole = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Assert.True(Frames(new AwsEventStreamFramer(), bytes[..length], 16).Count < 2);
                whole++;
            }
            catch (InvalidDataException)
            {
                // Cut inside a frame.
            }
        }

        // Nothing at all, and the first frame alone.
        Assert.Equal(2, whole);
    }

    [Fact]
    public void Headers_that_end_too_early_are_damage()
    {
        byte[] headers = [11, (byte)':', (byte)'e'];
        var frame = new byte[12 + headers.Length + 4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Of(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc32.Of(frame.AsSpan(0, frame.Length - 4)));

        Assert.Throws<InvalidDataException>(() => Frames(new AwsEventStreamFramer(), frame, frame.Length));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(FrameBuffer.MaxFrame + 1)]
    public void A_length_that_no_frame_has_is_refused(int length)
    {
        var prelude = new byte[12];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(prelude, length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(8), Crc32.Of(prelude.AsSpan(0, 8)));

        Assert.Throws<InvalidDataException>(() => Frames(new AwsEventStreamFramer(), prelude, 12));
    }

    [Theory]
    [MemberData(nameof(Invocations))]
    public void A_chunk_holds_an_event_of_the_model(string name)
    {
        var frames = Frames(new InvokeChunkFramer(), RecordedTraffic.Read(name).Response, 100);

        Assert.NotEmpty(frames);
        Assert.All(frames, static frame =>
        {
            Assert.Null(frame.Event);
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(frame.Data).ValueKind);
            Assert.DoesNotContain("\"bytes\"", Encoding.UTF8.GetString(frame.Data), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("""{"bytes":"%"}""")]
    [InlineData("""{"bytes":7}""")]
    [InlineData("""{}""")]
    [InlineData("""no JSON""")]
    public void A_chunk_without_an_event_is_damaged(string payload)
    {
        var bytes = new ArrayBufferWriter<byte>();
        AwsEventStreamWriter.Write(bytes, "chunk", Encoding.UTF8.GetBytes(payload));

        Assert.Throws<InvalidDataException>(() => Frames(new InvokeChunkFramer(), bytes.WrittenSpan.ToArray(), 1000));
    }

    [Fact]
    public void An_exception_among_chunks_is_an_error_of_Anthropics()
    {
        var bytes = new ArrayBufferWriter<byte>();
        AwsEventStreamWriter.Write(bytes, "exception:throttlingException", """{"message":"slow"}"""u8);

        var (name, data) = Assert.Single(Frames(new InvokeChunkFramer(), bytes.WrittenSpan.ToArray(), 1000));

        Assert.Equal("error", name);
        Assert.Equal("rate_limit_error", JsonElement.Parse(data).GetProperty("error").GetProperty("type").GetString());
    }

    private static byte[] TwoFrames()
    {
        var bytes = new ArrayBufferWriter<byte>();
        AwsEventStreamWriter.Write(bytes, "first", """{"n":1}"""u8);
        AwsEventStreamWriter.Write(bytes, "exception:throttlingException", """{"message":"slow"}"""u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static List<(string? Event, byte[] Data)> Frames(IFramer framer, byte[] bytes, int size)
    {
        var frames = new List<(string?, byte[])>();
        for (var at = 0; at < bytes.Length; at += size)
        {
            framer.Push(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            Take();
        }

        framer.End();
        Take();
        return frames;

        void Take()
        {
            while (framer.TryNext(out var frame))
            {
                frames.Add((frame.Event, frame.Data.ToArray()));
            }
        }
    }
}
