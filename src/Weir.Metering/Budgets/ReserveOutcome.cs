using System.Diagnostics.CodeAnalysis;

namespace Weir.Metering.Budgets;

/// <summary>A hold, or why there is none.</summary>
public sealed class ReserveOutcome
{
    private ReserveOutcome(Reservation? reservation, BudgetRefusal? refusal)
    {
        Reservation = reservation;
        Refusal = refusal;
    }

    public Reservation? Reservation { get; }

    public BudgetRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Reservation))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsReserved => Reservation is not null;

    internal static ReserveOutcome Of(Reservation reservation) => new(reservation, null);

    internal static ReserveOutcome Of(BudgetRefusal refusal) => new(null, refusal);
}
