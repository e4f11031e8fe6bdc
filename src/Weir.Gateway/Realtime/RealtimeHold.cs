using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Sockets;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Realtime;

/// <summary>
/// What is held on budgets for the next response of one session: there is always one, since the server may begin it by itself. It grows as the conversation does, before what makes it
/// grow goes on to the provider. Both directions of the session use it.
/// </summary>
internal sealed class RealtimeHold(BudgetBook book, TargetTariffs tariffs, RequestContext session, Target target, TimeProvider time) : IDisposable
{
    /// <summary>Input that the first hold is for; doubled whenever more has come.</summary>
    private const long FirstInput = 4_096;

    /// <summary>Output of a response where nobody names the model's most.</summary>
    private const long UnknownOutput = 4_096;

    private const long UnknownWindow = 128_000;

    /// <summary>Bytes of an audio event that make a token, at the least: 100 ms of the thinnest format, in base64, are above a thousand.</summary>
    private const long AudioBytesPerToken = 600;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RequestSubjects _subjects = Holds.SubjectsOf(session, target);
    private readonly List<Reservation> _held = [];
    private string? _requestId;
    private long _holds;
    private long _heard;
    private bool _isAudio;

    /// <summary>Whether the client asked for a response that has neither been refused nor billed: the provider may be making it.</summary>
    public bool IsAsked { get; private set; }

    private bool IsNeeded => book.Budgets.For(_subjects).Count > 0;

    private long Window => target.Model?.ContextLimit is > 0 and var known ? known : UnknownWindow;

    /// <summary>Holds the next response, unless that is done already. Returns why it must not begin; null when it may.</summary>
    /// <param name="requestId">Of its ledger row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<WeirError?> HoldNextAsync(string requestId, CancellationToken cancellationToken)
    {
        if (!IsNeeded || _requestId is not null)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            _requestId = requestId;
            _holds = 0;
            return await GrowAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Counts a piece that the client sends, before it goes on. Returns why it must not; null when it may.</summary>
    public async ValueTask<WeirError?> HearAsync(ReadOnlyMemory<byte> piece, bool isStart, CancellationToken cancellationToken)
    {
        if (!IsNeeded)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var kind = isStart ? EventKind.Of(piece.Span, whole: false) : null;
            _isAudio = isStart ? kind == "input_audio_buffer.append" : _isAudio;
            _heard += _isAudio ? (piece.Length / AudioBytesPerToken) + 1 : piece.Length;
            var refused = _requestId is not null && Math.Min(_heard, Window) > _holds ? await GrowAsync(cancellationToken) : null;
            IsAsked |= refused is null && kind == "response.create";
            return refused;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The provider refuses what was asked of it: no response will come of that.</summary>
    public void Refuse() => IsAsked = false;

    /// <summary>Gives what is held to the response that is done: the first is settled, the rest is given back when it is.</summary>
    /// <param name="bill">What it used: what the next one begins with. Null where the session ended before it was told.</param>
    public IReadOnlyList<Reservation> Take(RealtimeBill? bill)
    {
        _turn.Wait();
        try
        {
            IReadOnlyList<Reservation> taken = [.. _held];
            _held.Clear();
            _requestId = null;
            IsAsked = false;
            _heard = Math.Max(_heard, bill?.Usage?.Total ?? 0);
            return taken;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives back what is held: no response will come.</summary>
    public void Dispose()
    {
        foreach (var reservation in _held)
        {
            book.Release(reservation);
        }

        _held.Clear();
        _turn.Dispose();
    }

    private async ValueTask<WeirError?> GrowAsync(CancellationToken cancellationToken)
    {
        var input = Math.Min(Window, Math.Max(Math.Max(_holds * 2, _heard), FirstInput));
        var (before, after) = (_holds == 0 ? Charge.Nothing : Worst(_holds), Worst(input));
        var request = new ReserveRequest
        {
            RequestId = _requestId!,
            Attempt = _held.Count + 1,
            At = time.GetUtcNow(),
            Subjects = _subjects,
            Worst = WorstCase.Fixed(new Charge(after.Usd - before.Usd, after.Tokens - before.Tokens)),
        };
        try
        {
            var outcome = await book.ReserveAsync(request, cancellationToken);
            if (!outcome.IsReserved)
            {
                return new WeirError(ErrorKind.BudgetExceeded, outcome.Refusal.Message, outcome.Refusal.Action);
            }

            _held.Add(outcome.Reservation);
            _holds = input;
            return null;
        }
        catch (StorageException exception)
        {
            return Holds.NotKept(exception);
        }
    }

    private Charge Worst(long input)
    {
        var tariff = tariffs.Of(target, time.GetUtcNow(), session.Snapshot.Config);
        var shape = new RequestShape { Input = input, InputAudio = input, HasImages = true, MayAnswerAudio = true, Units = new UnitCounts { Requests = 1 } };
        return WorstCase.Of(shape, tariff).At(target.Model?.OutputLimit is > 0 and var most ? most : UnknownOutput);
    }
}
