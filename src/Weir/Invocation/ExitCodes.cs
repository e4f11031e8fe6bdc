namespace Weir.Invocation;

/// <summary>What the program ends with; scripts rely on these.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int SignInNeeded = 4;
    public const int GatewayNotReachable = 5;
    public const int RefusedByBudget = 6;
    public const int Cancelled = 130;
}
