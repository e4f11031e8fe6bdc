using System.Text;
using Weir.Dialects.Framing;

namespace Weir.Dialects.Tests.Framing;

public sealed class SseFramerTests
{
    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data: a\r\n\r\n", "a")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData(": comment\ndata: a\n\n", "a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("event: x\ndata: a\n\ndata: b\n\n", "x=a|b")]
    [InlineData("event: x\n\ndata: b\n\n", "b")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("data: last without a blank line", "last without a blank line")]
    [InlineData("id: 1\nretry: 5\n\n", "")]
    [InlineData("data\n\n", "")]
    public void Reads_what_the_specification_says(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.Equal(expected, string.Join('|', Frames(bytes, size)));
        }
    }

    [Fact]
    public void A_frame_without_end_is_refused_before_it_fills_the_memory()
    {
        var framer = new SseFramer();
        var piece = Encoding.UTF8.GetBytes(new string('x', 1024 * 1024));
        var exception = Record.Exception(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                framer.Push(piece);
                while (framer.TryNext(out _))
                {
                }
            }
        });

        Assert.IsType<InvalidDataException>(exception);
    }

    private static IEnumerable<string> Frames(byte[] bytes, int size)
    {
        var framer = new SseFramer();
        for (var at = 0; at < bytes.Length; at += size)
        {
            framer.Push(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            while (framer.TryNext(out var frame))
            {
                yield return Shown(frame);
            }
        }

        framer.End();
        while (framer.TryNext(out var frame))
        {
            yield return Shown(frame);
        }
    }

    private static string Shown(Frame frame) => (frame.Event is null ? "" : frame.Event + "=") + Encoding.UTF8.GetString(frame.Data.Span);
}
