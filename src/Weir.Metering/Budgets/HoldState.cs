namespace Weir.Metering.Budgets;

/// <summary>How a hold counts. The numbers stand in the database.</summary>
public enum HoldState
{
    /// <summary>Its request is under way: the amounts are held.</summary>
    Open = 0,

    /// <summary>Its process died, and the ledger does not know the request: the amounts count as spent.</summary>
    Expired = 1,

    /// <summary>Its request is over, and the upstream may have billed it without telling how much: the amounts count as spent.</summary>
    Uncertain = 2,
}
