using System.Diagnostics;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Gateway.Background;
using Weir.Metering.Budgets;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Pipeline;

/// <summary>One try of one target, while it runs.</summary>
internal sealed class Attempt(Target target, Wire? wire, long started) : IDisposable
{
    // A mutable struct: a field, so that it is changed in place.
    private UsageTap _tap;
    private long _firstByte;

    public Target Target { get; } = target;

    /// <summary>How the target is reached; null for a pass-through.</summary>
    public Wire? Wire { get; } = wire;

    /// <summary>What this target's dialect could not carry.</summary>
    public Losses Losses { get; } = new();

    public long Started { get; } = started;

    /// <summary>The upstream's HTTP status; 0 while it gave none.</summary>
    public int Status { get; set; }

    /// <summary>What the beginning of an answer told that goes on without the call; null for all others.</summary>
    public BackgroundAnswer? Background { get; init; }

    /// <summary>True when the answer goes on at the upstream: it is booked when it is over.</summary>
    public bool GoesOn => Background is { Id: not null } && MayBeBilled && !HasToldUsage;

    /// <summary>What the upstream calls its answer; null where it did not say.</summary>
    public string? UpstreamId { get; set; }

    /// <summary>True when the upstream may have the whole request, and no head of an answer came.</summary>
    public bool WentOut { get; set; }

    /// <summary>True when the upstream's answer, whatever its status, was that it refuses.</summary>
    public bool IsRefused { get; set; }

    /// <summary>True when the upstream may bill it: not what never came to it whole, and not what it refused.</summary>
    public bool MayBeBilled => Status == 0 ? WentOut : Status < 400 && !IsRefused;

    /// <summary>True when what was told is the whole bill, even of what failed.</summary>
    public bool HasWholeBill { get; set; }

    /// <summary>True when the upstream told all that was used: an answer that broke off may have told a part.</summary>
    public bool HasToldUsage => _tap.Seen && (HasWholeBill || Error == ErrorKind.Unknown);

    public ErrorKind Error { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>Bytes of answer text seen, to estimate from when no usage comes.</summary>
    public long TextBytes { get; set; }

    /// <summary>What is held for it on budgets; null where none concerns it.</summary>
    public Reservation? Hold { get; set; }

    /// <summary>What it may cost, where the client set a most for the whole request; nano-dollars.</summary>
    public long Promised { get; set; }

    /// <summary>Tokens that are held for it on its run's cap.</summary>
    public long RunHold { get; set; }

    /// <summary>Output tokens that each answer may have, where a budget says so; null leaves the client's own limit.</summary>
    public long? OutputLimit { get; set; }

    /// <summary>Where the upstream's usage is gathered.</summary>
    public ref UsageTap Tap => ref _tap;

    /// <summary>Time from <see cref="Started"/> to the first byte of the body; null when there was none.</summary>
    public TimeSpan? TimeToFirstByte => _firstByte == 0 ? null : Stopwatch.GetElapsedTime(Started, _firstByte);

    /// <summary>Timestamp of the first byte; 0 when there was none.</summary>
    public long FirstByte => _firstByte;

    public void NoteFirstByte()
    {
        if (_firstByte == 0)
        {
            _firstByte = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Notes what went wrong. The first word counts: what follows is its consequence.</summary>
    public void Fail(ErrorKind kind, string detail)
    {
        if (Error == ErrorKind.Unknown)
        {
            Error = kind;
            Detail = detail;
        }
    }

    public void Dispose() => _tap.Dispose();
}
