namespace Weir.Credentials.Tests.Stores;

/// <summary>Stands for the end of the process in the middle of a step: nothing that runs after it may be needed.</summary>
internal sealed class KilledException : Exception;
