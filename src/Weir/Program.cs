using Weir;
using Weir.Invocation;

using var signals = new StopSignals();
return await CommandLine.RunAsync(Composition.Create(), args, signals.Token);
