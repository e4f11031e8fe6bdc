using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Kit;

/// <summary>Reads a recording and writes it again in the same dialect: the meaning stays, and nothing is reported as lost.</summary>
internal static class RoundTrip
{
    /// <summary>What a writer wrote.</summary>
    public static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Checks a request.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="recorded">The recording.</param>
    /// <param name="explained">Paths that may differ, for a reason that stands in the test.</param>
    public static void AssertRequest(IDialect dialect, RecordedCase recorded, params IReadOnlyCollection<string> explained) =>
        AssertRequest(dialect, recorded, JsonElement.Parse(recorded.Request!), explained);

    /// <inheritdoc cref="AssertRequest(IDialect, RecordedCase, IReadOnlyCollection{string})"/>
    public static void AssertRequest(IDialect dialect, RecordedCase recorded, JsonElement expected, params IReadOnlyCollection<string> explained)
    {
        var losses = new Losses();
        var conversation = dialect.ReadRequest(recorded.Request!, new RequestRoute(recorded.Model, recorded.IsStream));
        var written = Written(to => dialect.WriteRequest(conversation, to, new WriteOptions { Losses = losses }));
        Assert.Empty(losses.All);
        JsonDifferences.AssertNone(expected, JsonElement.Parse(written), explained);
    }

    /// <summary>Checks a whole answer.</summary>
    public static void AssertAnswer(IDialect dialect, RecordedCase recorded)
    {
        var options = new AnswerOptions();
        var written = Written(to => dialect.WriteAnswer(dialect.ReadAnswer(recorded.Response), to, options));
        Assert.Empty(options.Losses.All);
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Response), JsonElement.Parse(written));
    }

    /// <summary>The stream as the dialect writes it again; its events are in order and nothing of it is lost.</summary>
    public static byte[] Stream(IDialect dialect, byte[] recorded, AnswerOptions? options = null)
    {
        options ??= new AnswerOptions();
        var events = StreamChecks.Read(dialect.NewStreamReader(), recorded);
        StreamChecks.AssertOrder(events);
        var writer = dialect.NewStreamWriter(options);
        var written = Written(to => events.ForEach(@event => writer.Write(@event, to)));
        Assert.Empty(options.Losses.All);
        return written;
    }

    /// <summary>Puts values of other types into the bodies: a reader reads them or refuses them with words.</summary>
    public static void AssertRefusesWrongTypes(IDialect dialect, RecordedCase recorded)
    {
        BodyChecks.AssertReadsOrRefuses(recorded.Request!, body => dialect.ReadRequest(body));
        if (!recorded.IsStream)
        {
            BodyChecks.AssertReadsOrRefuses(recorded.Response, body => dialect.ReadAnswer(body));
        }
    }
}
