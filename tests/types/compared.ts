// Member by member, the types of @stomp/stompjs against ours: each is assignable to the other, both ways. Compiled with
// both at once; see tests/parity/types.test.mjs.

import type * as Ours from 'our-stomp-library';
import type * as Theirs from 'the-stomp-library';

/** The members of both whose types differ. */
type Differing<A, B> = {
  [Name in keyof A & keyof B]: IsSame<A[Name], B[Name]> extends true ? never : Name;
}[keyof A & keyof B];
type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** By its name, which members can be left out, and which can be read alone. */
type Optional<A> = { [Name in keyof A]-?: object extends Pick<A, Name> ? true : false };
type Readonlys<A> = {
  [Name in keyof A]-?: (<T>() => T extends { [N in Name]: A[Name] } ? 1 : 2) extends <T>() => T extends {
    readonly [N in Name]: A[Name];
  }
    ? 1
    : 2
    ? true
    : false;
};
/** Whatever of this shows a difference. */
type Shown<A, B> =
  | Differing<Required<A>, Required<B>>
  | Differing<Optional<A>, Optional<B>>
  | Differing<Readonlys<A>, Readonlys<B>>
  | Exclude<keyof A, keyof B>;

/** `Expected` is all that is shown, and is shown. */
declare function shows<Actual>(): <Expected>(
  ...complaint: IsSame<Actual, Expected> extends true ? [] : [actually: Actual]
) => void;

// What takes or returns a class with private members, which TypeScript tells from each other class.
shows<Shown<Theirs.Client, Ours.Client>>()<'beforeConnect' | 'configure'>();
shows<Shown<Theirs.CompatClient, Ours.CompatClient>>()<'beforeConnect' | 'configure'>();
shows<Shown<Theirs.StompConfig, Ours.StompConfig>>()<'beforeConnect'>();
shows<Shown<typeof Theirs.FrameImpl, typeof Ours.FrameImpl>>()<'prototype' | 'fromRawFrame'>();
shows<Shown<typeof Theirs.Stomp, typeof Ours.Stomp>>()<'client' | 'over'>();

shows<Shown<Theirs.FrameImpl, Ours.FrameImpl>>()<never>();
shows<Shown<Theirs.Parser, Ours.Parser>>()<never>();
shows<Shown<Theirs.Versions, Ours.Versions>>()<never>();
shows<Shown<Theirs.IFrame, Ours.IFrame>>()<never>();
shows<Shown<Theirs.IMessage, Ours.IMessage>>()<never>();
shows<Shown<Theirs.ITransaction, Ours.ITransaction>>()<never>();
shows<Shown<Theirs.StompSubscription, Ours.StompSubscription>>()<never>();
shows<Shown<Theirs.IPublishParams, Ours.IPublishParams>>()<never>();
shows<Shown<Theirs.IStompSocket, Ours.IStompSocket>>()<never>();
shows<Shown<Theirs.IStompSocketMessageEvent, Ours.IStompSocketMessageEvent>>()<never>();
shows<Shown<Theirs.IRawFrameType, Ours.IRawFrameType>>()<never>();
shows<Shown<Theirs.IStomptHandlerConfig, Ours.IStomptHandlerConfig>>()<never>();

/** Types that are no objects, or have no members to tell. */
type OfTheirs = {
  message: Theirs.messageCallbackType;
  frame: Theirs.frameCallbackType;
  empty: Theirs.emptyCallbackType;
  closed: Theirs.closeEventCallbackType;
  failed: Theirs.wsErrorCallbackType;
  debug: Theirs.debugFnType;
  headers: Theirs.StompHeaders;
  rawHeader: Theirs.RawHeaderType;
  params: Theirs.publishParams;
  compatArguments: ConstructorParameters<typeof Theirs.CompatClient>;
};
type OfOurs = {
  message: Ours.messageCallbackType;
  frame: Ours.frameCallbackType;
  empty: Ours.emptyCallbackType;
  closed: Ours.closeEventCallbackType;
  failed: Ours.wsErrorCallbackType;
  debug: Ours.debugFnType;
  headers: Ours.StompHeaders;
  rawHeader: Ours.RawHeaderType;
  params: Ours.publishParams;
  compatArguments: ConstructorParameters<typeof Ours.CompatClient>;
};
shows<Shown<OfTheirs, OfOurs>>()<never>();

// What is different is shown.
// @ts-expect-error the type of a member
shows<Shown<{ a: string }, { a: string | number }>>()<never>();
// @ts-expect-error one that can be left out
shows<Shown<{ a: string }, { a?: string }>>()<never>();
// @ts-expect-error one that can be read alone
shows<Shown<{ a: string }, { readonly a: string }>>()<never>();
// @ts-expect-error one that is missing
shows<Shown<{ a: string; b: string }, { a: string }>>()<never>();
// @ts-expect-error one that does not differ
shows<Shown<{ a: string }, { a: string }>>()<'a'>();
