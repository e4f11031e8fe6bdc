using System.Globalization;
using Weir.Dialects.Errors;

namespace Weir.Gateway.Money;

/// <summary>What one run has used. Safe for concurrent calls.</summary>
internal sealed class RunTally(string run, long used)
{
    private readonly Lock _lock = new();
    private long _used = used;
    private long _held;
    private bool _isWarned;

    /// <summary>When it was last asked for; for forgetting.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>True once: when the run comes to its soft cap.</summary>
    public bool Warns(long soft)
    {
        lock (_lock)
        {
            return !_isWarned && (_isWarned = _used >= soft);
        }
    }

    /// <summary>Holds what one attempt may take of the cap.</summary>
    /// <param name="cap">Tokens of the run.</param>
    /// <param name="input">Input tokens that are counted on.</param>
    /// <param name="choices">Answers that are made, each with its own output.</param>
    /// <param name="output">Output tokens of each that are asked for; afterwards, those that the cap leaves.</param>
    /// <param name="held">What is held; to be given to <see cref="Settle"/>.</param>
    public WeirError? TryHold(long cap, long input, int choices, ref long output, out long held)
    {
        lock (_lock)
        {
            var left = Math.Max(cap - _used - _held, 0);
            var afforded = left <= input ? 0 : (left - input) / choices;
            if (afforded < 1 && (output > 0 || left < input))
            {
                held = 0;
                return new WeirError(
                    ErrorKind.BudgetExceeded,
                    string.Create(CultureInfo.InvariantCulture, $"The run \"{run}\" has used {_used:N0} of its {cap:N0} tokens{(_held > 0 ? $", and {_held:N0} are held for its requests under way" : "")}."),
                    "Start another run, or raise run_hard_tokens.");
            }

            output = Math.Min(output, afforded);
            held = input + (output * choices);
            _held += held;
            return null;
        }
    }

    /// <summary>Replaces what was held by what was used.</summary>
    public void Settle(long held, long used)
    {
        lock (_lock)
        {
            _held -= held;
            _used += Math.Max(used, 0);
        }
    }
}
