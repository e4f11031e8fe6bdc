using Weir.Dialects.Streaming;

namespace Weir.Dialects.Tests.Kit;

/// <summary>What every stream reader must stand: bytes cut anywhere, and bytes that make no sense.</summary>
internal static class StreamChecks
{
    /// <summary>Reads a stream in one piece.</summary>
    public static List<StreamEvent> Read(IStreamReader reader, ReadOnlySpan<byte> bytes)
    {
        var events = new List<StreamEvent>();
        reader.Read(bytes, events);
        reader.End(events);
        return events;
    }

    /// <summary>Puts a stream together to a whole answer.</summary>
    public static AnswerBuilder Build(IStreamReader reader, ReadOnlySpan<byte> bytes)
    {
        var builder = new AnswerBuilder();
        foreach (var @event in Read(reader, bytes))
        {
            builder.Add(@event);
        }

        return builder;
    }

    /// <summary>Reads the stream byte by byte, in pieces of several sizes, and cut in two at every place (every n-th in a long one): always the same events.</summary>
    public static void AssertSameEventsHoweverCut(Func<IStreamReader> reader, byte[] bytes)
    {
        var expected = Texts(Read(reader(), bytes));
        foreach (var size in (int[])[1, 2, 3, 7, 64, 1000])
        {
            Assert.Equal(expected, Texts(ReadInPieces(reader(), bytes, size)));
        }

        var step = Math.Max(1, bytes.Length / 400);
        for (var at = 1; at < bytes.Length; at += step)
        {
            var events = new List<StreamEvent>();
            var cut = reader();
            cut.Read(bytes.AsSpan(0, at), events);
            cut.Read(bytes.AsSpan(at), events);
            cut.End(events);
            Assert.Equal(expected, Texts(events));
        }
    }

    /// <summary>Reads mutations of the stream (bytes changed, dropped, doubled, cut short): whatever comes out, nothing is thrown and nothing hangs.</summary>
    public static void AssertSurvivesMutations(Func<IStreamReader> reader, byte[] bytes, int seed, int rounds = 200)
    {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            var changed = Mutate(bytes, random);
            var exception = Record.Exception(() => ReadInPieces(reader(), changed, random.Next(1, 200)));
            Assert.True(exception is null, $"seed {seed}, round {round}: {exception}");
        }
    }

    /// <summary>Checks the order that <see cref="StreamEvent"/> promises.</summary>
    public static void AssertOrder(IReadOnlyList<StreamEvent> events)
    {
        var open = new Dictionary<(int, int), Type>();
        var next = new Dictionary<int, int>();
        var started = false;
        var ended = false;
        foreach (var @event in events)
        {
            Assert.False(ended, $"{@event} after the end");
            switch (@event)
            {
                case AnswerStarted:
                    Assert.False(started, "the answer began twice");
                    started = true;
                    break;
                case PartStarted part:
                    Assert.True(started, "a part before the answer began");
                    Assert.Equal(next.GetValueOrDefault(part.Choice), part.Index);
                    next[part.Choice] = part.Index + 1;
                    open.Add((part.Choice, part.Index), part.Part.GetType());
                    break;
                case TextDelta delta:
                    Assert.Contains((delta.Choice, delta.Index), open.Keys);
                    break;
                case SignatureDelta delta:
                    Assert.Contains((delta.Choice, delta.Index), open.Keys);
                    break;
                case CitationDelta delta:
                    Assert.Contains((delta.Choice, delta.Index), open.Keys);
                    break;
                case PartEnded part:
                    Assert.True(open.Remove((part.Choice, part.Index)), $"{part} is not open");
                    break;
                case ChoiceEnded choice:
                    Assert.DoesNotContain(open.Keys, key => key.Item1 == choice.Choice.Index);
                    break;
                case AnswerEnded:
                    Assert.True(started, "an end without a beginning");
                    Assert.Empty(open);
                    ended = true;
                    break;
                case AnswerFailed:
                    ended = true;
                    break;
                default:
                    break;
            }
        }

        Assert.True(ended, "the stream has no end");
    }

    private static List<StreamEvent> ReadInPieces(IStreamReader reader, byte[] bytes, int size)
    {
        var events = new List<StreamEvent>();
        for (var at = 0; at < bytes.Length; at += size)
        {
            reader.Read(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)), events);
        }

        reader.End(events);
        return events;
    }

    private static List<string> Texts(IEnumerable<StreamEvent> events) => [.. events.Select(static @event => @event.ToString())];

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var count = random.Next(1, 8); count > 0 && changed.Count > 1; count--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(random.Next(1, 50), changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 50), changed.Count - at)));
                    break;
                case 3:
                    changed[at] = "{}[]\",:\n\r\\0nulltrue"u8[random.Next(18)];
                    break;
                default:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }

        return [.. changed];
    }
}
