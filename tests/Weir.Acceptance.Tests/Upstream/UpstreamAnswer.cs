using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>What the replay upstream says to one request, and how.</summary>
internal sealed record UpstreamAnswer
{
    public int Status { get; init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required ReadOnlyMemory<byte> Body { get; init; }

    public Chunking Chunking { get; init; } = Chunking.Whole;

    /// <summary><c>gzip</c>, <c>br</c>, or null for plain bytes. Encoded answers are sent in flushed pieces too.</summary>
    public string? Encoding { get; init; }

    /// <summary>Wait before the headers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Wait between two pieces.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How many pieces are sent before <see cref="Ending"/> happens; all when null.</summary>
    public int? Pieces { get; init; }

    public UpstreamEnding Ending { get; init; } = UpstreamEnding.Complete;

    /// <summary>When set, each piece after the first waits until the test releases it.</summary>
    public SemaphoreSlim? Gate { get; init; }

    public static UpstreamAnswer Recorded(RecordedCase recorded) => new()
    {
        Status = recorded.Status,
        Headers = recorded.ResponseHeaders,
        Body = recorded.Response,
    };

    public static UpstreamAnswer Recorded(string name) => Recorded(RecordedTraffic.Read(name));

    public static UpstreamAnswer Json(string json, int status = 200) => new()
    {
        Status = status,
        Headers = new Dictionary<string, string> { ["content-type"] = "application/json" },
        Body = System.Text.Encoding.UTF8.GetBytes(json),
    };

    public static UpstreamAnswer Stream(string events) => new()
    {
        Headers = new Dictionary<string, string> { ["content-type"] = "text/event-stream; charset=utf-8" },
        Body = System.Text.Encoding.UTF8.GetBytes(events),
        Chunking = Chunking.PerEvent,
    };

    public static UpstreamAnswer Binary(string contentType, byte[] bytes) => new()
    {
        Headers = new Dictionary<string, string> { ["content-type"] = contentType },
        Body = bytes,
    };
}

/// <summary>How an answer ends.</summary>
internal enum UpstreamEnding
{
    /// <summary>As it should.</summary>
    Complete = 0,

    /// <summary>Nothing more comes, the connection stays open until the other side hangs up.</summary>
    Stall,

    /// <summary>The connection breaks.</summary>
    Cut,
}
