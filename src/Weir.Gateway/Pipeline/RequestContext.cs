using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Bodies;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Gateway.Attempts;
using Weir.Gateway.Money;
using Weir.Gateway.Relay;
using Weir.Gateway.Sessions;
using Weir.Gateway.Translation;
using Weir.Metering.Keys;
using Weir.Metering.RateLimits;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>What is decided about one request, step by step. Each step adds; none takes back.</summary>
internal sealed class RequestContext(HttpContext http, Operation operation, ClientKey key, RoutingSnapshot snapshot, string id, DateTimeOffset time) : IDisposable
{
    private static readonly string[] OneDigit = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private string? _conversationId;
    private bool _hasConversationId;
    private long _promised;

    public HttpContext Http { get; } = http;

    public HttpResponse Response => Http.Response;

    public Operation Operation { get; } = operation;

    public ClientKey Key { get; } = key;

    /// <summary>Taken once: the request sees this snapshot to its end.</summary>
    public RoutingSnapshot Snapshot { get; } = snapshot;

    public string Id { get; } = id;

    public DateTimeOffset Time { get; } = time;

    public long Started { get; } = Stopwatch.GetTimestamp();

    // Ingress
    public PooledBody? Body { get; set; }

    public string? ModelAsked { get; set; }

    public int ModelOffset { get; set; }

    public int ModelLength { get; set; }

    public bool Stream { get; set; }

    /// <summary>True when the client asks for an answer that goes on without its call.</summary>
    public bool IsBackground { get; set; }

    /// <summary>The request in no dialect's words; read when first needed, null while its bytes pass as they are.</summary>
    public Conversation? Conversation { get; set; }

    /// <summary>The conversation as the client sent it, where <see cref="Conversation"/> is the request for the rest of an answer.</summary>
    public Conversation? Asked { get; set; }

    /// <summary>The kept answer that this request goes on from; null when it names none of ours.</summary>
    public string? PreviousResponseId { get; set; }

    /// <summary>True when the client's bytes can't pass as they are, whatever the target speaks.</summary>
    public bool MustTranslate { get; set; }

    /// <summary>For a Gemini client without <c>alt=sse</c>: its stream is a JSON array.</summary>
    public bool AsJsonArray { get; set; }

    /// <summary>True when the model is the one that is asked for, whatever was chosen for others while running.</summary>
    public bool IsAsAsked { get; init; }

    /// <summary>True when what a target can't express is to be refused, not left out.</summary>
    public bool IsStrict { get; set; }

    /// <summary>The change that asks for stream usage; null when none is needed.</summary>
    public Splice? AskForUsage { get; set; }

    /// <summary>Input tokens by estimate, for when the upstream tells none.</summary>
    public long EstimatedInput { get; set; }

    /// <summary>For the pass-through: the path below the connection's base URL.</summary>
    public string? PassThroughPath { get; set; }

    /// <summary>For the pass-through: the query, with its question mark, without the client's key.</summary>
    public string? PassThroughQuery { get; set; }

    // Resolution
    /// <summary>Who can serve it, in which order and by which rules.</summary>
    public Route Route { get; set; } = Route.None;

    public IReadOnlyList<Target> Targets => Route.Targets;

    /// <summary>Decisions on the way, for the trace.</summary>
    public RouteNotes Notes { get; } = new();

    /// <summary>The test session that the request goes through; null for all others. Given back at the request's end.</summary>
    public SessionUse? Session { get; set; }

    // Money
    /// <summary>What the body says of its cost; null until a budget wants to know.</summary>
    public RequestSize? Size { get; set; }

    /// <summary>Bytes of an answer that broke off and that the next target is sent, to go on with.</summary>
    public long BegunBytes { get; set; }

    /// <summary>What is wrong with the limits in the body.</summary>
    public WeirError? SizeProblem { get; set; }

    /// <summary>Where the request's run stands; null where no cap concerns it.</summary>
    public RunTally? Run { get; set; }

    /// <summary>The request on its rate limits; null until it was let in.</summary>
    public RateLease? Lease { get; set; }

    /// <summary>Adds what an attempt may cost to what all of them may; false when that is more than the client allows. Attempts may run at the same time.</summary>
    /// <param name="worst">The attempt's worst case, in nano-dollars.</param>
    /// <param name="most">The client's most for the request, in nano-dollars.</param>
    public bool TryPromise(long worst, long most)
    {
        while (true)
        {
            var before = Interlocked.Read(ref _promised);
            if (worst > most - before)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _promised, before + worst, before) == before)
            {
                return true;
            }
        }
    }

    /// <summary>Takes back what an attempt might have cost: it cost nothing.</summary>
    public void TakeBack(long promised) => Interlocked.Add(ref _promised, -promised);

    /// <summary>What the attempts so far may cost, in nano-dollars.</summary>
    public long Promised => Interlocked.Read(ref _promised);

    // Attempts
    public List<Attempt> Attempts { get; } = new(1);

    /// <summary>The attempt whose answer is relayed; null while none is.</summary>
    public Attempt? Answering { get; set; }

    /// <summary>The attempt that answers, else the latest.</summary>
    public Attempt? Current => Answering ?? (Attempts.Count > 0 ? Attempts[^1] : null);

    /// <summary>True once a part of an upstream's answer went to the client: from then on no other target can take over.</summary>
    public bool HasAnswerBegun { get; set; }

    /// <summary>True while there are others to ask.</summary>
    public bool MayMoveOn { get; set; }

    /// <summary>What the client saw of a stream that another target may go on with; null where none may.</summary>
    public CutAnswer? Cut { get; set; }

    /// <summary>Writes the translated stream; null while no translated stream runs.</summary>
    public IStreamWriter? StreamWriter { get; set; }

    /// <summary>What the client calls the conversation; null when it doesn't say. Looked up when first asked for.</summary>
    public string? ConversationId
    {
        get
        {
            if (!_hasConversationId)
            {
                _hasConversationId = true;
                _conversationId = Pipeline.ConversationId.Of(Http.Request, Body is null ? default : Body.Span);
            }

            return _conversationId;
        }
    }

    // Settlement
    public bool Settled { get; set; }

    /// <summary>A request header's value cut to what the ledger keeps, or null.</summary>
    public string? Header(string name) =>
        Http.Request.Headers.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } text ? (text.Length > 512 ? text[..512] : text) : null;

    /// <summary>Tells the client who answers, while headers can still be set.</summary>
    public void NameTarget(Target? target)
    {
        if (target is not null && !Response.HasStarted)
        {
            Response.Headers["x-weir-model"] = target.Name;
            Response.Headers["x-weir-attempts"] = Attempts.Count < 10 ? OneDigit[Attempts.Count] : Attempts.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    public void Dispose()
    {
        Session?.Dispose();
        Lease?.Dispose();
        Body?.Dispose();
        foreach (var attempt in Attempts)
        {
            attempt.Dispose();
        }
    }
}
