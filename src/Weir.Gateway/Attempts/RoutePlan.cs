using System.Globalization;
using Weir.Dialects.Errors;
using Weir.Routing.Health;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>
/// Goes through a route for one request: which target is next, and why others are passed over. A lone target is always asked, so that its client hears from it and not from us.
/// </summary>
internal sealed class RoutePlan(Route route, StepFacts facts, RouteNotes notes, TimeProvider time)
{
    /// <summary>When nobody else answered, a target that is free again so soon is waited for.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly bool _isLone = route.Targets.Count == 1;
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly List<(Target Target, Skip Skip)> _skipped = [];
    private IReadOnlyList<Target> _ordered = [];
    private int _step = -1;
    private int _at;
    private bool _isLastResort;
    private Target? _peeked;

    /// <summary>How the targets of the step that is gone through were put in order.</summary>
    public Strategy Strategy => _step >= 0 && _step < route.Steps.Count ? route.Steps[_step].Strategy : Strategy.Order;

    /// <summary>True once only targets are left that were passed over before. It takes <see cref="HasNext"/> to find out.</summary>
    public bool IsLastResort => _isLastResort;

    /// <summary>Only targets with a larger window than this come next, in tokens; 0 = any.</summary>
    public long WindowAbove
    {
        get;
        set
        {
            field = value;
            _peeked = _peeked is { } peeked && !Fits(peeked) ? null : _peeked;
        }
    }

    /// <summary>What else a target must be able to; null = nothing.</summary>
    public Func<Target, bool>? Requires
    {
        get;
        set
        {
            field = value;
            _peeked = _peeked is { } peeked && !Fits(peeked) ? null : _peeked;
        }
    }

    /// <summary>The target whose turn it is; null when there is none left.</summary>
    public Target? Next()
    {
        while (true)
        {
            var next = _peeked ?? Find();
            _peeked = null;
            if (next is null || _isLone || _isLastResort || Admits(next, takesTrial: true))
            {
                return next;
            }
        }
    }

    /// <summary>How long to wait before a target is asked that said when to come again; null = not at all.</summary>
    public TimeSpan? WaitFor(Target target)
    {
        var now = time.GetUtcNow();
        return !_isLone && _isLastResort && facts.Health.Against(target, now, takesTrial: false) is { IsTold: true, Until: var until } && until - now is var wait && wait <= ShortWait ? wait : null;
    }

    /// <summary>True when <see cref="Next"/> has one more.</summary>
    public bool HasNext() => (_peeked ??= Find()) is not null;

    /// <summary>Goes to the named target, past those before it. False when the route has none of that name.</summary>
    public bool SkipTo(string name)
    {
        if (!route.Targets.Any(target => target.Name == name))
        {
            return false;
        }

        while (HasNext() && _peeked!.Name != name)
        {
            Next();
        }

        return true;
    }

    /// <summary>What to tell a client when nobody could be asked: all said when to come again.</summary>
    public WeirError Refusal()
    {
        var now = time.GetUtcNow();
        return Limited(now, _skipped.Count == 0 ? now : _skipped.Min(static entry => entry.Skip.Until));
    }

    /// <summary>The same when the last ones said so just now; null when one of several may be asked, or there is only one.</summary>
    public WeirError? LeastWait()
    {
        var now = time.GetUtcNow();
        var skips = route.Targets.Select(target => facts.Health.Against(target, now, takesTrial: false)).ToList();
        return _isLone || skips.Any(static skip => skip is not { IsTold: true }) ? null : Limited(now, skips.Min(static skip => skip!.Until));
    }

    private WeirError Limited(DateTimeOffset now, DateTimeOffset first)
    {
        var wait = first > now ? first - now : TimeSpan.FromSeconds(1);
        return new WeirError(
            ErrorKind.RateLimited,
            string.Create(CultureInfo.InvariantCulture, $"All targets of \"{route.Name}\" are at their limits; the first is free again in {Math.Ceiling(wait.TotalSeconds)} s."),
            "Wait and try again, or use another model.")
        { RetryAfter = wait };
    }

    private Target? Find()
    {
        while (true)
        {
            if (_at < _ordered.Count)
            {
                var target = _ordered[_at++];
                if (IsNext(target))
                {
                    return target;
                }
            }
            else if (++_step < route.Steps.Count)
            {
                (_ordered, _at) = (StepOrder.Of(route.Steps[_step], facts), 0);
            }
            else if (!_isLastResort)
            {
                // Those that fail are better than nothing; those that said when to come again are not asked, unless that is now.
                _isLastResort = true;
                var soon = time.GetUtcNow() + ShortWait;
                (_ordered, _at) = ([.. _skipped.Where(entry => !entry.Skip.IsTold || entry.Skip.Until <= soon).OrderBy(static entry => entry.Skip.IsTold).ThenBy(static entry => entry.Skip.Until).Select(static entry => entry.Target)], 0);
            }
            else
            {
                return null;
            }
        }
    }

    private bool IsNext(Target target) =>
        _isLastResort ? Fits(target) : _passed.Add(target.Name) && (_isLone || (Fits(target) && Admits(target, takesTrial: false)));

    /// <summary>Of a target that failed, one request at a time finds out how it does now.</summary>
    private bool Admits(Target target, bool takesTrial)
    {
        var now = time.GetUtcNow();
        if (facts.Health.Against(target, now, takesTrial) is not { } skip)
        {
            return true;
        }

        _skipped.Add((target, skip));
        notes.Add(skip.Kind switch
        {
            SkipKind.RateLimited => string.Create(CultureInfo.InvariantCulture, $"{target.Name} was passed over: it is at its limit for {Math.Ceiling((skip.Until - now).TotalSeconds)} s more."),
            SkipKind.QuotaUsedUp when skip.IsTold => string.Create(CultureInfo.InvariantCulture, $"{target.Name} was passed over: its quota is used up until {skip.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
            SkipKind.QuotaUsedUp => $"{target.Name} was passed over: its quota is used up, and nobody said until when.",
            _ => $"{target.Name} was passed over: it failed too often lately.",
        });
        return false;
    }

    private bool Fits(Target target)
    {
        if (Requires is { } requires && !requires(target))
        {
            notes.Add($"{target.Name} was passed over: it can't go on with a begun answer.");
            return false;
        }

        if (WindowAbove == 0 || target.Model is { ContextLimit: var limit } && limit > WindowAbove)
        {
            return true;
        }

        notes.Add($"{target.Name} was passed over: its context window is no larger.");
        return false;
    }
}
